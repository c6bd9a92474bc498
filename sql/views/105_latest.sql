-- Purpose: revisions: which counts now, and which counted on a given day.
CREATE OR REPLACE VIEW latest_report AS
SELECT
    r.agency_id,
    a.name AS agency,
    r.year,
    r.revision,
    r.title,
    r.published_on,
    r.outcome,
    r.sha256,
    r.publication
FROM report r LEFT JOIN agency a USING (agency_id)
WHERE r.is_current;
COMMENT ON VIEW latest_report IS 'Reports in their last revision (最新版本), one row per agency and year.';
COMMENT ON COLUMN latest_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN latest_report.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN latest_report.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN latest_report.revision IS 'Number of the last revision: more than 1 where the report was replaced.';
COMMENT ON COLUMN latest_report.title IS 'Title as printed (标题).';
COMMENT ON COLUMN latest_report.published_on IS 'Date of publication (发布日期).';
COMMENT ON COLUMN latest_report.outcome IS 'loaded or loaded_with_findings.';
COMMENT ON COLUMN latest_report.sha256 IS 'Main document that says so.';
COMMENT ON COLUMN latest_report.publication IS 'Publication that says so: the main document with its parts.';

CREATE OR REPLACE MACRO report_as_of(day) AS TABLE
SELECT * EXCLUDE (is_current) FROM report
WHERE coalesce(
    CASE WHEN revision = 1 THEN published_on ELSE greatest(published_on, CAST(first_seen_at AS DATE)) END <= CAST(day AS DATE),
    true
)
QUALIFY row_number() OVER (PARTITION BY agency_id, year ORDER BY revision DESC) = 1;
COMMENT ON MACRO TABLE report_as_of IS 'report_as_of(day): reports in the revision that counted on that day (截至某日的版本), columns as in report. A first revision counts from its publication, a later one from when it was both published and seen; one without dates from the beginning.';

CREATE OR REPLACE MACRO figure_as_of(day) AS TABLE
SELECT f.* FROM figure f SEMI JOIN report_as_of(day) r USING (agency_id, year, revision);
COMMENT ON MACRO TABLE figure_as_of IS 'figure_as_of(day): figures of the revisions that counted on that day (截至某日的数据), columns as in figure.';
