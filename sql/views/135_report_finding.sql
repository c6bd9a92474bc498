-- Purpose: all that is doubtful about the current reports, what they say of themselves and what other reports say of them.
CREATE OR REPLACE VIEW report_finding AS
WITH told AS (
    SELECT f.agency_id, f.year, f.rule, f.severity, f.place, f.message, f.left_side, f.right_side, NULL AS other_agency_id, NULL AS other_year,
        f.sha256, NULL AS other_sha256
    FROM finding f JOIN report r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision AND r.is_current
    UNION ALL
    FROM cross_finding
)
SELECT
    t.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    t.year,
    t.rule,
    t.severity,
    t.place,
    t.message,
    t.left_side,
    t.right_side,
    t.other_agency_id,
    o.name AS other_agency,
    t.other_year,
    t.sha256,
    t.other_sha256
FROM told t LEFT JOIN agency_place a ON a.agency_id = t.agency_id LEFT JOIN agency o ON o.agency_id = t.other_agency_id;
COMMENT ON VIEW report_finding IS 'Findings about current reports (核查发现一览), within one report, between two, and between two prints of one.';
COMMENT ON COLUMN report_finding.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_finding.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN report_finding.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN report_finding.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN report_finding.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN report_finding.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN report_finding.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN report_finding.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN report_finding.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_finding.rule IS 'Rule; see rule_definition.';
COMMENT ON COLUMN report_finding.severity IS 'error, warning or info.';
COMMENT ON COLUMN report_finding.place IS 'Figure code, row, table or section; empty for the report.';
COMMENT ON COLUMN report_finding.message IS 'What was found, one line.';
COMMENT ON COLUMN report_finding.left_side IS 'Left side of an equation that does not hold, how like two reports are, or what the current print says.';
COMMENT ON COLUMN report_finding.right_side IS 'Right side of the equation, or what the other print says.';
COMMENT ON COLUMN report_finding.other_agency_id IS 'Agency of the other report; null where the finding is about one report.';
COMMENT ON COLUMN report_finding.other_agency IS 'Its name.';
COMMENT ON COLUMN report_finding.other_year IS 'Year of the other report.';
COMMENT ON COLUMN report_finding.sha256 IS 'Document concerned; null where the finding is about two reports.';
COMMENT ON COLUMN report_finding.other_sha256 IS 'Document of the other print, where two prints of one report disagree.';

CREATE OR REPLACE VIEW finding_summary AS
WITH told AS (
    SELECT f.agency_id, f.year, f.rule, f.severity
    FROM finding f JOIN report r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision AND r.is_current
    UNION ALL
    SELECT agency_id, year, rule, severity FROM cross_finding
)
SELECT
    t.rule,
    t.severity,
    t.year,
    count(*) AS findings,
    count(DISTINCT t.agency_id) AS agencies,
    (SELECT min(d.about) FROM rule_definition d WHERE d.rule = t.rule) AS about
FROM told t GROUP BY t.rule, t.severity, t.year;
COMMENT ON VIEW finding_summary IS 'How often each rule found something (核查发现汇总), one row per rule, severity and year, over current reports.';
COMMENT ON COLUMN finding_summary.rule IS 'Rule; see rule_definition.';
COMMENT ON COLUMN finding_summary.severity IS 'error, warning or info.';
COMMENT ON COLUMN finding_summary.year IS 'Year that the reports cover (报告年度).';
COMMENT ON COLUMN finding_summary.findings IS 'Number of findings.';
COMMENT ON COLUMN finding_summary.agencies IS 'Number of agencies concerned.';
COMMENT ON COLUMN finding_summary.about IS 'What the rule says, in words.';
