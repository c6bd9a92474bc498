-- Purpose: one row per current report: what it says in a few headline figures, what is doubtful about it, where it came from.
CREATE OR REPLACE VIEW report_overview AS
WITH headline AS (
    SELECT
        f.agency_id,
        f.year,
        f.revision,
        count(*) AS figures,
        max(f.value) FILTER (f.code = 't3_requests.new_received.total') AS requests_received,
        max(f.value) FILTER (f.code = 't3_requests.closed_total.total') AS requests_closed,
        max(f.value) FILTER (f.code = 't3_requests.granted.total') AS requests_granted
    FROM figure f GROUP BY f.agency_id, f.year, f.revision
), narrative AS (
    SELECT agency_id, year, revision, count(*) AS sections FROM section GROUP BY agency_id, year, revision
), doubt AS (
    SELECT
        publication,
        count(*) FILTER (severity = 'error') AS errors,
        count(*) FILTER (severity = 'warning') AS warnings
    FROM finding GROUP BY publication
)
SELECT
    r.agency_id,
    a.name AS agency,
    r.year,
    r.revision,
    r.title,
    r.published_on,
    r.outcome,
    h.requests_received,
    h.requests_closed,
    h.requests_granted,
    coalesce(h.figures, 0) AS figures,
    coalesce(n.sections, 0) AS sections,
    coalesce(q.errors, 0) AS errors,
    coalesce(q.warnings, 0) AS warnings,
    d.source,
    r.sha256,
    r.publication
FROM report r
LEFT JOIN agency a USING (agency_id)
LEFT JOIN document d USING (sha256)
LEFT JOIN headline h USING (agency_id, year, revision)
LEFT JOIN narrative n USING (agency_id, year, revision)
LEFT JOIN doubt q USING (publication)
WHERE r.is_current;
COMMENT ON VIEW report_overview IS 'Current reports at a glance (报告概览), one row per agency and year.';
COMMENT ON COLUMN report_overview.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_overview.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN report_overview.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_overview.revision IS 'Number of its last revision.';
COMMENT ON COLUMN report_overview.title IS 'Title as printed (标题).';
COMMENT ON COLUMN report_overview.published_on IS 'Date of publication (发布日期).';
COMMENT ON COLUMN report_overview.outcome IS 'loaded or loaded_with_findings.';
COMMENT ON COLUMN report_overview.requests_received IS 'Requests newly received, total (本年新收政府信息公开申请数量).';
COMMENT ON COLUMN report_overview.requests_closed IS 'Requests dealt with, total as printed (本年度办理结果 总计).';
COMMENT ON COLUMN report_overview.requests_granted IS 'Requests granted, total (予以公开).';
COMMENT ON COLUMN report_overview.figures IS 'Number of cells read.';
COMMENT ON COLUMN report_overview.sections IS 'Number of narrative sections read.';
COMMENT ON COLUMN report_overview.errors IS 'Findings of severity error.';
COMMENT ON COLUMN report_overview.warnings IS 'Findings of severity warning.';
COMMENT ON COLUMN report_overview.source IS 'Path under which the main document was handed in.';
COMMENT ON COLUMN report_overview.sha256 IS 'Main document that says so.';
COMMENT ON COLUMN report_overview.publication IS 'Publication that says so: the main document with its parts.';
