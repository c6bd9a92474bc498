-- Purpose: the morning's question: which reports of this season have come, in time or late, and which have not, and why.
-- Expected is one of every agency of which a report was ever crawled, that a crawled listing names, implies or is to show, that governs a region
-- whose portal was searched, or that an index of organs names, unless another goes on in its place. The season is that of the last nightly run.
CREATE OR REPLACE VIEW expected_report AS
WITH night AS (
    SELECT CAST(max(started_at) + INTERVAL 8 HOUR AS DATE) AS today FROM crawl_run WHERE kind = 'nightly'
), season AS (
    SELECT today, CAST(year(today) - 1 AS SMALLINT) AS year FROM night WHERE today IS NOT NULL
), kept AS (
    SELECT key, sha256 FROM page_version
    UNION
    SELECT key, sha256 FROM page_part WHERE sha256 IS NOT NULL
), seen AS (
    SELECT r.agency_id, arg_max(page.listing, (r.year, page.key)) AS listing
    FROM report r JOIN kept USING (sha256) JOIN page USING (key) GROUP BY r.agency_id
), named AS (   -- of several listings the one that was read last
    SELECT agency_id, arg_max(l.url, (coalesce(l.ok_at, epoch_ms(0)), l.url)) AS listing
    FROM (
        SELECT agency_id, url FROM listing_agency SEMI JOIN listing USING (url)
        UNION
        SELECT agency_id, url FROM listed_agency
    ) LEFT JOIN listing l USING (url)
    ANTI JOIN seen USING (agency_id) GROUP BY agency_id
), shown AS (
    FROM seen UNION ALL FROM named
), member AS (   -- an agency that is not in the registry may go by several identifiers; name and listing tell that it is one
    SELECT agency_id, min(agency_id) OVER (PARTITION BY a.name, listing) AS one, a.name, a.level, a.kind, a.region_code, listing
    FROM shown JOIN agency a USING (agency_id)
), expected AS (
    SELECT
        one AS agency_id, any_value(name) AS agency, min(region_code) AS region_code, min(level) AS level, min(kind) AS kind,
        any_value(listing) AS listing, season.year, season.today
    FROM member CROSS JOIN season GROUP BY one, season.year, season.today
), came AS (
    SELECT one AS agency_id, year, min(coalesce(published_on, seen_on)) AS published_on
    FROM first_published JOIN member USING (agency_id) GROUP BY ALL
), refused AS (
    SELECT one AS agency_id, year, min_by(outcome, outcome_rank(outcome)) AS outcome, min_by(reason, outcome_rank(outcome)) AS reason
    FROM publication_part JOIN member USING (agency_id)
    WHERE position = 0 AND outcome IN ('held', 'quarantined') GROUP BY one, year
), due AS (
    SELECT
        *, due_day_of(level, kind, year, FALSE) AS due_on, due_day_of(level, kind, year, TRUE) AS awaited_until
    FROM expected
), not_had AS (
    SELECT DISTINCT listing, year FROM page WHERE changed_at IS NULL AND gone_since IS NULL
)
SELECT
    due.agency_id,
    due.agency,
    place.region_code, place.province, place.city, place.county, due.level, due.kind,
    due.year,
    due.due_on,
    came.published_on,
    CASE
        WHEN came.agency_id IS NOT NULL AND came.published_on > due.due_on THEN 'late'
        WHEN came.agency_id IS NOT NULL AND due.due_on IS NULL THEN 'came'
        WHEN came.agency_id IS NOT NULL THEN 'on_time'
        WHEN refused.agency_id IS NOT NULL THEN refused.outcome
        WHEN due.listing IS NULL THEN 'no_listing'
        WHEN listing.alarm <> '' THEN listing.alarm
        WHEN due.today <= due.awaited_until THEN 'not_due'
        WHEN coalesce(listing.ok_at < make_date(due.year + 1, 1, 1), TRUE) THEN 'not_looked_at'
        WHEN not_had.listing IS NOT NULL THEN 'unread'
        ELSE 'missing'
    END AS state,
    CASE
        WHEN came.agency_id IS NOT NULL THEN NULL
        WHEN refused.agency_id IS NOT NULL THEN refused.reason
        ELSE nullif(listing.detail, '')
    END AS reason,
    due.listing
FROM due
LEFT JOIN place USING (region_code)
LEFT JOIN came ON came.agency_id = due.agency_id AND came.year = due.year
LEFT JOIN refused ON refused.agency_id = due.agency_id AND refused.year = due.year
LEFT JOIN listing ON listing.url = due.listing
LEFT JOIN not_had ON not_had.listing = due.listing AND not_had.year = due.year
WHERE came.agency_id IS NOT NULL OR due.agency_id NOT IN (SELECT agency_id FROM agency_succession WHERE agency_succession.year <= due.year);
COMMENT ON VIEW expected_report IS 'Reports expected this season (应公布年报), one row per agency: of which a report was ever crawled, that a listing names or implies (listed_agency) or is to show (listing_agency), whose region was searched; one in whose place another goes on is left out. Due on the day that due_rule sets.';
COMMENT ON COLUMN expected_report.agency_id IS 'Agency; see agency.';
COMMENT ON COLUMN expected_report.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN expected_report.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN expected_report.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN expected_report.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN expected_report.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN expected_report.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN expected_report.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN expected_report.year IS 'Year that the expected report covers: the one before the last nightly run.';
COMMENT ON COLUMN expected_report.due_on IS 'Last day on which it is in time (公布期限); null where no rule sets a day: for townships, and where level or kind of the agency is unknown. See due_rule.';
COMMENT ON COLUMN expected_report.published_on IS 'Date of its first publication (首次发布日期), see first_published; where nothing tells it the day on which the crawl first saw it. Null where none came.';
COMMENT ON COLUMN expected_report.state IS 'on_time, late; came: it is there, and no day is set for it; quarantined: it came and was refused; held: it came and an audit holds it back; no_listing: no listing of it is known; blocked, unreachable, error, silent, moved, shrunken, partial: its listing has this alarm, so that nobody knows; not_due: there is still time (where no day is set, until that of awaited in due_rule); not_looked_at: its listing was not read since the year ended; unread: a page of its listing on this year could not be had, perhaps it; missing: it was looked for and is not there.';
COMMENT ON COLUMN expected_report.reason IS 'What is known of why it is not there; null where it is.';
COMMENT ON COLUMN expected_report.listing IS 'Listing that shows the reports of this agency, or is to; see listing. Null where none is known.';
