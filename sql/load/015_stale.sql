-- Purpose: note the reports that this load changes; what is derived from them is made anew at the end of the run.
INSERT INTO stale_report
SELECT agency_id, year FROM staged_report
UNION
SELECT agency_id, year FROM replaced WHERE agency_id IS NOT NULL;
