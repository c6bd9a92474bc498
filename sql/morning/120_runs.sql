-- Purpose: the morning's table "Last runs of the crawl": the last runs of the crawl, and what they brought.
SELECT run, kind, started_at AS started, finished_at AS finished,
    (SELECT count(*) FROM "fetch" f WHERE f.run = c.run) AS requests,
    (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version = 1) AS new,
    (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version > 1) AS changed
FROM crawl_run c ORDER BY run DESC LIMIT 5;
