-- Purpose: what has to be held against others anew: the reports that are stale, and all of them where these are more than a tenth, or where
-- the registries, the dictionary or the program were taken over since; and the agencies of these, whose entry may be another.
CREATE OR REPLACE TEMP TABLE refreshed AS
SELECT DISTINCT agency_id, year FROM stale_report;

CREATE OR REPLACE TEMP TABLE extent AS
SELECT
    NOT coalesce((SELECT bool_and(is_compared) FROM derived_with), false)
    OR 10 * (SELECT count(*) FROM refreshed) > (SELECT count(*) FROM report) AS is_whole;

CREATE OR REPLACE TEMP TABLE weighed AS
FROM refreshed
UNION
SELECT agency_id, year FROM report WHERE (SELECT is_whole FROM extent);

CREATE OR REPLACE TEMP TABLE moved_agency AS
SELECT DISTINCT agency_id FROM weighed;

-- A report is held against that of the year before.
CREATE OR REPLACE TEMP TABLE affected AS
SELECT agency_id, year FROM refreshed
UNION
SELECT agency_id, CAST(year + 1 AS SMALLINT) FROM refreshed;
