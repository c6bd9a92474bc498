-- Purpose: when each report had to be public and when it was, for all questions of lateness: the days that the rules set, and the first
-- day on which a report is known to have been there.
CREATE OR REPLACE MACRO due_day_of(of_level, of_kind, of_year, is_awaited) AS (
    SELECT CAST((of_year + 1) || '-' || CASE WHEN is_awaited THEN d.awaited ELSE d.due END AS DATE)
    FROM due_rule d
    WHERE of_year BETWEEN coalesce(d.since, 0) AND coalesce(d.until, 9999)
        AND (d.levels IS NULL OR list_contains(d.levels, coalesce(of_level, 'unknown')))
        AND (d.kinds IS NULL OR list_contains(d.kinds, coalesce(of_kind, 'unknown')))
    ORDER BY d.position LIMIT 1
);
COMMENT ON MACRO due_day_of IS 'due_day_of(level, kind, year, awaited): the day on which the report of such an agency on that year has to be public (公布期限), null where none is set; with awaited TRUE that from which on it is missing. See due_rule.';

CREATE OR REPLACE VIEW first_published AS
WITH kept AS (
    SELECT key, sha256 FROM page_version
    UNION
    SELECT key, sha256 FROM page_part WHERE sha256 IS NOT NULL
), listed AS (
    SELECT sha256, min(listed_on) AS listed_on FROM kept JOIN page USING (key) GROUP BY sha256
), told AS (
    SELECT
        r.agency_id, r.year,
        min(coalesce(CASE WHEN published_by IS DISTINCT FROM 'sign-off' THEN published_on END, listed_on, published_on)) AS told_on,
        CAST(min(r.first_seen_at) + INTERVAL 8 HOUR AS DATE) AS seen_on
    FROM report r LEFT JOIN listed USING (sha256) GROUP BY r.agency_id, r.year
)
SELECT agency_id, year, CASE WHEN told_on IS NOT NULL THEN least(told_on, seen_on) END AS published_on, seen_on FROM told;
COMMENT ON VIEW first_published IS 'When each report was first published (首次发布), one row per agency and year, all revisions looked at.';
COMMENT ON COLUMN first_published.agency_id IS 'Agency; see agency.';
COMMENT ON COLUMN first_published.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN first_published.published_on IS 'The earliest date of publication (发布日期): as the page tells it, else as beside its link, else that of the sign-off; never after seen_on. Null where nothing tells it.';
COMMENT ON COLUMN first_published.seen_on IS 'Day in China on which the crawl first saw it; null where it was handed in as files.';
