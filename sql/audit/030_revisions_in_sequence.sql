-- Purpose: an agency and year whose revisions are not 1, 2, 3 ... or whose current one is not the last.
-- Severity: block
-- Holds: agency_id, year
SELECT agency_id, year, count(*) AS revisions
FROM report GROUP BY agency_id, year
HAVING max(revision) <> count(*) OR count(DISTINCT revision) <> count(*)
    OR list(revision) FILTER (is_current) IS DISTINCT FROM [max(revision)];
