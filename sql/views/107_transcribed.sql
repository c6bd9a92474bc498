-- Purpose: which reports hold figures that a person read, and on which sheets.
CREATE OR REPLACE VIEW transcribed_report AS
SELECT agency_id, year, revision, list(sheet ORDER BY sheet) AS sheets FROM transcribed_sheet GROUP BY agency_id, year, revision;
COMMENT ON VIEW transcribed_report IS 'Reports with figures that a person read (含人工判读数据的年报), one row per report and revision.';
COMMENT ON COLUMN transcribed_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN transcribed_report.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN transcribed_report.revision IS 'Revision of the report.';
COMMENT ON COLUMN transcribed_report.sheets IS 'Sheets in which; see transcribed_sheet.';
