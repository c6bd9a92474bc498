-- Purpose: where there is no release before, nothing is compared with it.
CREATE OR REPLACE TEMP TABLE touched (agency_id VARCHAR, year SMALLINT);
