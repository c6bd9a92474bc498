-- Purpose: coverage once, for all that a site asks of it.
CREATE OR REPLACE TEMP TABLE site_coverage AS
SELECT agency_id, agency, region_code, level, kind, year, state, reason, looked_on FROM coverage;
