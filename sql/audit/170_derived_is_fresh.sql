-- Purpose: reports of which the derived tables were not made anew since they changed.
-- Severity: block
SELECT DISTINCT agency_id, year FROM stale_report;
