-- Purpose: the morning's table "Late, missing or out of reach": the expected reports that came late, are missing, or of which nobody knows.
SELECT state, agency, year, due_on AS due, published_on AS published, reason FROM expected_report
WHERE state NOT IN ('on_time', 'came', 'not_due') ORDER BY state, agency;
