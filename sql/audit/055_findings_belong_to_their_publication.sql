-- Purpose: findings about a document that is not of their publication, or whose agency, year or revision are not those of its report.
-- Severity: block
-- Holds: publication
SELECT DISTINCT f.publication, f.sha256, f.agency_id, f.year, f.revision
FROM finding f LEFT JOIN report r USING (publication)
LEFT JOIN publication_part p ON p.publication = f.publication AND p.sha256 = f.sha256
WHERE p.publication IS NULL OR (f.agency_id, f.year, f.revision) IS DISTINCT FROM (r.agency_id, r.year, r.revision);
