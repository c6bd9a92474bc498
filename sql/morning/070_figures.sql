-- Purpose: the morning's table "Figures that are not what they were": figures of reports that came anew in the last run, before and after.
WITH last AS (
    SELECT max(run) AS run FROM crawl_run
), came AS (
    SELECT key, sha256 FROM page_version SEMI JOIN last USING (run)
    UNION
    SELECT p.key, p.sha256 FROM page_part p JOIN page_version v USING (key, version) SEMI JOIN last USING (run) WHERE p.sha256 IS NOT NULL
)
SELECT a.name AS agency, c.year, c.code AS figure, c.old_raw AS "before", c.new_raw AS "now", page.url AS address
FROM release_figure_change c
JOIN came ON came.sha256 = c.new_sha256
JOIN page USING (key)
JOIN agency a USING (agency_id)
QUALIFY row_number() OVER (PARTITION BY c.agency_id, c.year, c.code ORDER BY c.release DESC, page.url) = 1
ORDER BY agency, year, figure;
