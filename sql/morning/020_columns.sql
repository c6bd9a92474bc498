-- Purpose: the morning's table "Columns that the search found": columns that the search of the last run found, and all that are in doubt.
SELECT state, url AS "column", coalesce(nullif(agency, ''), region) AS "for", reports, years, reason,
    replaces AS "in place of"
FROM found_listing WHERE run = (SELECT max(run) FROM crawl_run) OR state = 'doubtful' ORDER BY state, url;
