-- Purpose: name the reports that may differ from the release before: those loaded since, those whose current publication differs, and
-- those of which something was set aside.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT agency_id, year FROM release_pending
UNION
SELECT agency_id, year FROM set_aside_before WHERE agency_id IS NOT NULL
UNION
(SELECT agency_id, year FROM (
    FROM (SELECT agency_id, year, publication FROM report WHERE is_current)
    EXCEPT FROM (SELECT agency_id, year, publication FROM old.report WHERE is_current)
))
UNION
(SELECT agency_id, year FROM (
    FROM (SELECT agency_id, year, publication FROM old.report WHERE is_current)
    EXCEPT FROM (SELECT agency_id, year, publication FROM report WHERE is_current)
));
