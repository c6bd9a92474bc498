-- Purpose: a figure code that a revision holds more than once (the load keeps it unique; there is no key that would).
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, code, count(*) AS copies
FROM figure GROUP BY agency_id, year, revision, code HAVING count(*) > 1;
