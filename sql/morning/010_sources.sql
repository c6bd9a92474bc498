-- Purpose: the morning's table "Sources that need a look": sources that an operator must look at, since when, whether the last run was the first
-- that found it so, and how many reports each named in the last fourteen nights.
WITH last AS (
    SELECT max(run) AS run FROM crawl_run
), turned AS (
    FROM listing_look QUALIFY alarm <> lag(alarm, 1, '') OVER (PARTITION BY url ORDER BY run)
), since AS (
    SELECT url, max(run) AS run, max_by(looked_at, run) AS since FROM turned GROUP BY url
), night AS (
    FROM crawl_run SELECT run WHERE kind = 'nightly' ORDER BY run DESC LIMIT 14
), asked AS (
    SELECT l.url, n.run FROM listing l CROSS JOIN night n WHERE alarm <> ''
), by_night AS (
    SELECT a.url, list(k.links ORDER BY a.run) AS counts
    FROM asked a ASOF LEFT JOIN listing_look k ON k.url = a.url AND k.run <= a.run GROUP BY a.url
)
SELECT
    l.alarm, l.url AS source, coalesce(nullif(l.agency, ''), l.region) AS "for", s.since,
    CASE WHEN s.run = (FROM last) THEN 'new' ELSE '' END AS news, b.counts AS "by night", l.links AS reports, l.before, l.class, l.detail
FROM listing l LEFT JOIN since s USING (url) LEFT JOIN by_night b USING (url)
WHERE l.alarm <> '' ORDER BY news DESC, l.alarm, l.url;
