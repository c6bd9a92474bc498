-- Purpose: the reports whose findings against other reports may have changed: the stale ones, and of the same agency the year after.
CREATE OR REPLACE TEMP TABLE refreshed AS
SELECT DISTINCT agency_id, year FROM stale_report;

CREATE OR REPLACE TEMP TABLE affected AS
SELECT agency_id, year FROM refreshed
UNION
SELECT agency_id, CAST(year + 1 AS SMALLINT) FROM refreshed;
