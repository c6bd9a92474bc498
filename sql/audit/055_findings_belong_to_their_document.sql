-- Purpose: findings of no document, or whose agency, year or revision are not those of their document's report.
SELECT DISTINCT f.sha256, f.agency_id, f.year, f.revision
FROM finding f LEFT JOIN report r USING (sha256)
WHERE f.sha256 NOT IN (SELECT sha256 FROM document)
   OR (f.agency_id, f.year, f.revision) IS DISTINCT FROM (r.agency_id, r.year, r.revision);
