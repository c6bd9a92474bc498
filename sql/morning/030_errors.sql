-- Purpose: the morning's table "Errors of this program": what this program itself failed at in the last run.
WITH last AS (SELECT max(run) AS run FROM crawl_run), raised AS (
    SELECT 'listing' AS what, url, detail FROM listing JOIN last USING (run) WHERE class = 'raised'
    UNION ALL SELECT 'report', url, detail FROM page JOIN last USING (run) WHERE class = 'raised'
    UNION ALL SELECT 'request', request, detail FROM "fetch" JOIN last USING (run) WHERE class = 'raised'
)
SELECT regexp_extract(url, '^[^:]*://([^/?#]*)', 1) AS host, what, url AS address, detail AS error FROM raised
ORDER BY host, what, address;
