-- Purpose: reports whose printed figures break an equation of their form.
-- Severity: block
-- Baseline: 0.30
-- Of: SELECT count(*) FROM report WHERE is_current
-- From: 200
-- Because: agencies misprint totals, in two of the thirteen reports studied; twice that share means columns or rows were misread
SELECT r.agency_id, r.year, list(DISTINCT f.rule ORDER BY f.rule) AS rules
FROM report r JOIN finding f USING (publication)
WHERE r.is_current AND f.severity = 'error' AND f.left_side IS NOT NULL
GROUP BY r.agency_id, r.year;
