-- Purpose: figures and sections whose agency, year or revision are not those of their document's report.
SELECT row.sha256, row.agency_id, row.year, row.revision
FROM (SELECT DISTINCT sha256, agency_id, year, revision FROM figure
      UNION SELECT DISTINCT sha256, agency_id, year, revision FROM section) row
ANTI JOIN report USING (sha256, agency_id, year, revision);
