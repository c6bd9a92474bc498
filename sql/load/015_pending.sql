-- Purpose: remember which reports this batch touches, so that the next release looks for changes there and not everywhere.
INSERT INTO release_pending
SELECT agency_id, year FROM staged_report
UNION
SELECT agency_id, year FROM replaced WHERE agency_id IS NOT NULL;
