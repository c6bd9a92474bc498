-- Purpose: name the agencies whose entry the staged reports, or the ones they replace, may change.
CREATE OR REPLACE TEMP TABLE touched_agency AS
SELECT DISTINCT agency_id FROM staged_report
UNION
SELECT agency_id FROM agency ANTI JOIN report USING (agency_id) ANTI JOIN registry USING (agency_id);
