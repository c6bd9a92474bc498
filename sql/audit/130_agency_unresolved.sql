-- Purpose: reports of agencies that the registry does not know.
-- Severity: warn
-- Baseline: 0.60
-- Of: SELECT count(*) FROM report WHERE is_current
-- From: 200
-- Because: the registry lists governments and common organs; townships and local offices are provisional until they are entered
SELECT agency_id, year, agency_printed FROM report WHERE is_current AND NOT agency_resolved;
