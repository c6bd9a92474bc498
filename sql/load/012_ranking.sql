-- Purpose: number the revisions in `candidate`, and choose the current one of each agency and year among them: a function of what was
-- handed in, and of where and when the crawl saw it, not of the order of loading. Numbers follow history: by date of publication (unknown
-- first), then by when it was first seen, then by path. Which one is current is a choice of its own (sql/views/102_standing.sql).
-- `site` of a candidate is asked of the registry where it is null; `replaced` are the publications that go.
CREATE OR REPLACE TEMP TABLE numbered AS
WITH place AS (
    SELECT
        c.agency_id,
        c.year,
        s.publication,
        s.address,
        min(s.seen_at) AS first_seen_at,
        max(s.seen_at) AS last_seen_at,
        max(CASE WHEN s.site_of IS NULL THEN 1
            WHEN s.site_of IN (c.agency_name, c.agency_printed) OR list_contains(e.aliases, s.site_of) THEN 2 ELSE 0 END) AS site
    FROM sighting s JOIN candidate c USING (publication) LEFT JOIN registry e ON e.agency_id = c.agency_id
    GROUP BY ALL
), shown AS (
    SELECT *, row_number() OVER (PARTITION BY agency_id, year, address ORDER BY last_seen_at DESC, publication) = 1 AS is_last FROM place
), seen_first AS (
    SELECT publication, min(first_seen_at) AS first_seen_at, bool_or(is_last) AS is_shown, max(site) AS site
    FROM shown GROUP BY publication
), weighed AS (
    SELECT
        c.* REPLACE (
            coalesce(f.first_seen_at, c.first_seen_at) AS first_seen_at,
            coalesce(c.site, ['portal', 'unknown', 'own'][coalesce(f.site, 1) + 1]) AS site
        ),
        coalesce(f.is_shown, true) AS is_shown,
        path
    FROM candidate c JOIN path USING (publication) LEFT JOIN seen_first f USING (publication)
)
SELECT
    *,
    CAST(row_number() OVER (
        PARTITION BY agency_id, year ORDER BY published_on NULLS FIRST, first_seen_at NULLS FIRST, path, publication
    ) AS INTEGER) AS revision,
    CAST(row_number() OVER (
        PARTITION BY agency_id, year
        ORDER BY standing_of(is_whole, is_filled, tables, figures, is_shown, has_narrative, site, published_on, first_seen_at) DESC,
            path, first_run DESC, publication
    ) AS INTEGER) AS rank
FROM weighed;

CREATE OR REPLACE TEMP TABLE renumbered AS
SELECT r.agency_id, r.year, r.publication, r.revision AS was, n.revision, n.rank = 1 AS is_current, n.first_seen_at
FROM numbered n JOIN report r USING (publication) ANTI JOIN replaced USING (publication)
WHERE (n.revision, n.rank = 1, n.first_seen_at) IS DISTINCT FROM (r.revision, r.is_current, r.first_seen_at);
