-- Purpose: which sheets of which reports hold figures that a person read.
CREATE OR REPLACE VIEW transcribed AS
SELECT f.agency_id, f.year, f.revision, d.sheet, count(*) AS figures
FROM figure f JOIN figure_definition d ON d.form = f.form AND d.code = f.code
WHERE f.state = 'transcribed' GROUP BY f.agency_id, f.year, f.revision, d.sheet;
COMMENT ON VIEW transcribed IS 'Sheets with figures that a person read (含人工判读数据的表), one row per revision of a report and sheet.';
COMMENT ON COLUMN transcribed.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN transcribed.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN transcribed.revision IS 'Revision of the report.';
COMMENT ON COLUMN transcribed.sheet IS 'Sheet of the form: t2, t3, t4 …';
COMMENT ON COLUMN transcribed.figures IS 'How many of its figures a person read.';

CREATE OR REPLACE VIEW transcribed_report AS
SELECT agency_id, year, revision, list(sheet ORDER BY sheet) AS sheets FROM transcribed GROUP BY agency_id, year, revision;
COMMENT ON VIEW transcribed_report IS 'Reports with figures that a person read (含人工判读数据的年报), one row per report and revision.';
COMMENT ON COLUMN transcribed_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN transcribed_report.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN transcribed_report.revision IS 'Revision of the report.';
COMMENT ON COLUMN transcribed_report.sheets IS 'Sheets in which; see transcribed.';
