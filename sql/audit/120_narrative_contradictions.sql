-- Purpose: reports whose narrative states a figure that their tables do not.
-- Severity: warn
-- Baseline: 0.50
-- Of: SELECT count(*) FROM report WHERE is_current
-- From: 200
-- Because: prose counts otherwise (with or without requests carried over, with subordinate units); honest mismatches are common
SELECT r.agency_id, r.year, list(DISTINCT f.rule ORDER BY f.rule) AS rules
FROM report r JOIN finding f USING (publication)
JOIN (SELECT DISTINCT rule FROM rule_definition WHERE for_each = 'text') n USING (rule)
WHERE r.is_current
GROUP BY r.agency_id, r.year;
