-- Purpose: figures, indicators, sections and figures of prose of no report, or from a document that is not part of their report's
-- publication; sheets and other agencies of no report, and figures of a form in which no sheet of their report was read.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT row.agency_id, row.year, row.revision, row.sha256
FROM (SELECT DISTINCT sha256, agency_id, year, revision FROM figure
      UNION SELECT DISTINCT sha256, agency_id, year, revision FROM section
      UNION SELECT DISTINCT sha256, agency_id, year, revision FROM indicator
      UNION SELECT DISTINCT sha256, agency_id, year, revision FROM text_figure) row
LEFT JOIN report r USING (agency_id, year, revision)
LEFT JOIN publication_part p ON p.publication = r.publication AND p.sha256 = row.sha256
WHERE p.publication IS NULL
UNION ALL
SELECT agency_id, year, revision, NULL FROM report_agency ANTI JOIN report USING (agency_id, year, revision)
UNION ALL
SELECT agency_id, year, revision, NULL FROM report_form ANTI JOIN report USING (agency_id, year, revision)
UNION ALL
SELECT DISTINCT agency_id, year, revision, NULL FROM figure ANTI JOIN report_form USING (agency_id, year, revision, form);
