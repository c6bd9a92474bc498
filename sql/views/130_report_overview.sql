-- Purpose: one row per current report: what it says in a few headline figures, what is doubtful about it, where it came from, and
-- whether it came in time.
CREATE OR REPLACE VIEW report_overview AS
WITH doubt AS (
    SELECT agency_id, year, revision, count_if(severity = 'error') AS errors, count_if(severity = 'warning') AS warnings
    FROM finding WHERE agency_id IS NOT NULL GROUP BY ALL
), cross_doubt AS (
    SELECT agency_id, year, count_if(severity = 'error') AS errors, count_if(severity = 'warning') AS warnings
    FROM cross_finding GROUP BY ALL
), joint AS (
    SELECT agency_id, year, revision, list(name ORDER BY position) AS names FROM report_agency WHERE role = 'joint' GROUP BY ALL
), due AS (
    SELECT agency_id, year, due_day_of(level, kind, year, FALSE) AS due_on, published_on
    FROM first_published LEFT JOIN agency USING (agency_id)
)
SELECT
    r.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    r.year,
    r.revision,
    r.title,
    r.published_on,
    r.published_by,
    r.signed_on,
    due.due_on,
    CASE WHEN due.published_on > due.due_on THEN due.published_on - due.due_on WHEN due.published_on <= due.due_on THEN 0 END AS days_late,
    r.outcome,
    y.sheets IS NULL AS is_consistent,
    q.new_received AS requests_received,
    q.closed_total AS requests_closed,
    q.granted AS requests_granted,
    m.review_total AS reviews,
    m.litigation_direct_total + m.litigation_after_review_total AS lawsuits_computed,
    coalesce(n.figures, 0) AS figures,
    coalesce(n.sections, 0) AS sections,
    coalesce(d.errors, 0) + coalesce(x.errors, 0) AS errors,
    coalesce(d.warnings, 0) + coalesce(x.warnings, 0) AS warnings,
    document.source,
    r.sha256,
    r.publication,
    coalesce(j.names, []) AS together_with
FROM report r
LEFT JOIN due USING (agency_id, year)
LEFT JOIN agency_place a USING (agency_id)
LEFT JOIN document USING (sha256)
LEFT JOIN report_count n USING (agency_id, year, revision)
LEFT JOIN (FROM request_outcome WHERE applicant = 'total') q USING (agency_id, year, revision)
LEFT JOIN remedy_figure m USING (agency_id, year, revision)
LEFT JOIN joint j USING (agency_id, year, revision)
LEFT JOIN doubt d USING (agency_id, year, revision)
LEFT JOIN cross_doubt x USING (agency_id, year)
LEFT JOIN contradicted_report y USING (agency_id, year, revision)
WHERE r.is_current;
COMMENT ON VIEW report_overview IS 'Current reports at a glance (报告概览), one row per agency and year.';
COMMENT ON COLUMN report_overview.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_overview.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN report_overview.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN report_overview.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN report_overview.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN report_overview.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN report_overview.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN report_overview.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN report_overview.scope IS 'What its report may speak for (汇总口径): governments, offices, zones, townships, departments; see agency_place. Rows of two scopes are never added.';
COMMENT ON COLUMN report_overview.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_overview.revision IS 'Number of its last revision.';
COMMENT ON COLUMN report_overview.title IS 'Title as printed (标题).';
COMMENT ON COLUMN report_overview.published_on IS 'Date of publication of the last revision (发布日期), that of the sign-off where its page prints none.';
COMMENT ON COLUMN report_overview.published_by IS 'Whose date published_on is: page, page-other or sign-off; see report.';
COMMENT ON COLUMN report_overview.signed_on IS 'Date of the sign-off of the last revision (落款日期).';
COMMENT ON COLUMN report_overview.due_on IS 'Day on which it was due (法定期限), by year, level and kind of agency; null where no rule sets a day: since 2019 for townships, and where level or kind is unknown. See due_rule.';
COMMENT ON COLUMN report_overview.days_late IS 'Days from that day to the first publication (see first_published), 0 where in time (迟报天数); null where either is unknown.';
COMMENT ON COLUMN report_overview.outcome IS 'loaded or loaded_with_findings.';
COMMENT ON COLUMN report_overview.is_consistent IS 'False where an equation of any table of this report fails (勾稽关系不成立); see contradicted.';
COMMENT ON COLUMN report_overview.requests_received IS 'Requests newly received, total (本年新收政府信息公开申请数量).';
COMMENT ON COLUMN report_overview.requests_closed IS 'Requests dealt with, total as printed (本年度办理结果 总计).';
COMMENT ON COLUMN report_overview.requests_granted IS 'Requests granted, total (予以公开).';
COMMENT ON COLUMN report_overview.reviews IS 'Administrative reviews, total as printed (行政复议 总计).';
COMMENT ON COLUMN report_overview.lawsuits_computed IS 'Lawsuits, sum of both blocks (行政诉讼).';
COMMENT ON COLUMN report_overview.figures IS 'Number of cells read.';
COMMENT ON COLUMN report_overview.sections IS 'Number of narrative sections read.';
COMMENT ON COLUMN report_overview.errors IS 'Findings of severity error, those between reports included.';
COMMENT ON COLUMN report_overview.warnings IS 'Findings of severity warning, those between reports included.';
COMMENT ON COLUMN report_overview.source IS 'Path or address under which the main document was handed in.';
COMMENT ON COLUMN report_overview.sha256 IS 'Main document that says so.';
COMMENT ON COLUMN report_overview.publication IS 'Publication that says so: the main document with its parts.';
COMMENT ON COLUMN report_overview.together_with IS 'Other agencies whose report it is as well, as printed (联合编制机关); see report_agency. Its figures are counted once, with the first.';
