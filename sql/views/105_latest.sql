-- Purpose: revisions: which counts now, which counted on a given day, and what was seen where and when.
CREATE OR REPLACE VIEW latest_report AS
SELECT
    r.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    r.year,
    r.revision,
    r.title,
    r.published_on,
    r.outcome,
    r.sha256,
    r.publication
FROM report r LEFT JOIN agency_place a USING (agency_id)
WHERE r.is_current;
COMMENT ON VIEW latest_report IS 'Reports in their current print (现行版本), one row per agency and year.';
COMMENT ON COLUMN latest_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN latest_report.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN latest_report.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN latest_report.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN latest_report.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN latest_report.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN latest_report.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN latest_report.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN latest_report.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN latest_report.revision IS 'Number of the current revision in the history of the report: not always the last one, see standing.';
COMMENT ON COLUMN latest_report.title IS 'Title as printed (标题).';
COMMENT ON COLUMN latest_report.published_on IS 'Date of publication (发布日期).';
COMMENT ON COLUMN latest_report.outcome IS 'loaded or loaded_with_findings.';
COMMENT ON COLUMN latest_report.sha256 IS 'Main document that says so.';
COMMENT ON COLUMN latest_report.publication IS 'Publication that says so: the main document with its parts.';

CREATE OR REPLACE MACRO report_as_of(day) AS TABLE
WITH known AS (
    SELECT r.* FROM report r
    WHERE coalesce(
        CASE WHEN revision = 1 THEN published_on ELSE greatest(published_on, CAST(first_seen_at AS DATE)) END <= CAST(day AS DATE),
        true
    )
), seen AS (
    SELECT k.agency_id, k.year, s.publication, s.address, max(s.seen_at) AS seen_at
    FROM sighting s JOIN known k USING (publication) WHERE CAST(s.seen_at AS DATE) <= CAST(day AS DATE) GROUP BY ALL
), shown AS (
    SELECT publication, bool_or(is_last) AS is_shown FROM (
        SELECT publication, row_number() OVER (PARTITION BY agency_id, year, address ORDER BY seen_at DESC, publication) = 1 AS is_last
        FROM seen
    ) GROUP BY publication
)
SELECT k.* EXCLUDE (is_current)
FROM known k JOIN standing s USING (agency_id, year, publication) LEFT JOIN shown n USING (publication)
QUALIFY row_number() OVER (
    PARTITION BY agency_id, year
    ORDER BY standing_of(
        is_whole, is_filled, tables, figures, coalesce(n.is_shown, true), has_narrative, site, published_on, first_seen_at
    ) DESC, rank
) = 1;
COMMENT ON MACRO TABLE report_as_of IS 'report_as_of(day): reports in the print that counted on that day (截至某日的版本), columns as in report: the first in the order of standing of those that were there. A first revision is there from its publication, a later one from when it was both published and seen; one without dates from the beginning.';

CREATE OR REPLACE MACRO figure_as_of(day) AS TABLE
SELECT f.* FROM figure f SEMI JOIN report_as_of(day) r USING (agency_id, year, revision);
COMMENT ON MACRO TABLE figure_as_of IS 'figure_as_of(day): figures of the revisions that counted on that day (截至某日的数据), columns as in figure.';

CREATE OR REPLACE VIEW report_history AS
SELECT
    r.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    r.year,
    h.seen_at,
    coalesce(h.address, d.source) AS address,
    r.revision,
    r.is_current,
    s.is_shown,
    s.is_whole,
    s.is_filled,
    s.tables,
    s.figures,
    s.site,
    r.published_on,
    r.publication,
    r.sha256
FROM report r
JOIN standing s USING (agency_id, year, publication)
LEFT JOIN sighting h USING (publication)
LEFT JOIN agency_place a USING (agency_id)
LEFT JOIN document d USING (sha256);
COMMENT ON VIEW report_history IS 'History of each report (年报版本历史), one row for each time that a print of it was found at an address where another had been, or none; by seen_at, a page that went from A to B and back to A has three. Files that were handed in have one row without a time.';
COMMENT ON COLUMN report_history.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_history.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN report_history.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN report_history.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN report_history.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN report_history.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN report_history.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN report_history.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN report_history.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_history.seen_at IS 'When the crawl found it there, UTC; null where it was handed in as a file.';
COMMENT ON COLUMN report_history.address IS 'Where: address without scheme and www, or path.';
COMMENT ON COLUMN report_history.revision IS 'Revision that the print is.';
COMMENT ON COLUMN report_history.is_current IS 'Whether that print counts now.';
COMMENT ON COLUMN report_history.is_shown IS 'Whether it stands anywhere now; see standing.';
COMMENT ON COLUMN report_history.is_whole IS 'False where it came cut off.';
COMMENT ON COLUMN report_history.is_filled IS 'False where no cell of it holds a figure.';
COMMENT ON COLUMN report_history.tables IS 'Tables of which any cell was read.';
COMMENT ON COLUMN report_history.figures IS 'Cells that were read.';
COMMENT ON COLUMN report_history.site IS 'own: the agency''s own site; portal: that of another body, or of several; unknown.';
COMMENT ON COLUMN report_history.published_on IS 'Date of publication as the print tells it.';
COMMENT ON COLUMN report_history.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN report_history.sha256 IS 'Its main document.';
