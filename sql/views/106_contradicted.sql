-- Purpose: the sheets of reports whose own figures contradict each other, so that every view can leave them out in one word. What is
-- told between a table and prose, or between two years, is no contradiction of the table.
CREATE OR REPLACE VIEW contradicted AS
WITH equation AS (
    SELECT DISTINCT rule FROM rule_definition WHERE form <> '' AND for_each <> 'text' AND severity <> 'info'
), sheet_of AS (
    SELECT DISTINCT table_code, sheet FROM figure_definition
)
SELECT f.agency_id, f.year, f.revision, s.sheet, list(DISTINCT f.rule ORDER BY f.rule) AS rules
FROM finding f JOIN equation USING (rule) JOIN sheet_of s ON s.table_code = split_part(f.place, '.', 1)
WHERE f.agency_id IS NOT NULL AND f.severity <> 'info' AND f.right_side IS NOT NULL
GROUP BY ALL;
COMMENT ON VIEW contradicted IS 'Sheets of which an equation does not hold (自相矛盾的表格), one row per report, revision and sheet; all others are consistent.';
COMMENT ON COLUMN contradicted.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN contradicted.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN contradicted.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN contradicted.sheet IS 'Sheet: t2, t3, t4 or a list; see report_form.';
COMMENT ON COLUMN contradicted.rules IS 'Equations that fail; see rule_definition.';

CREATE OR REPLACE MACRO contradicts(failing, sheets) AS
failing IS NOT NULL AND (len(sheets) = 0 OR list_has_any(failing, sheets));
COMMENT ON MACRO contradicts IS 'contradicts(failing, sheets): whether one of the tables of a report in which equations fail (contradicted_report.sheets, null where there are none) is one of these sheets; any of them where no sheet is named.';

CREATE OR REPLACE VIEW contradicted_report AS
SELECT agency_id, year, revision, list(sheet ORDER BY sheet) AS sheets FROM contradicted GROUP BY agency_id, year, revision;
COMMENT ON VIEW contradicted_report IS 'Reports of which an equation does not hold (自相矛盾的年报), one row per report and revision; all others are consistent.';
COMMENT ON COLUMN contradicted_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN contradicted_report.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN contradicted_report.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN contradicted_report.sheets IS 'Sheets in which; see contradicted.';
