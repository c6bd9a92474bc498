-- Purpose: which equations of the form do printed figures break, where, and by how much?
SELECT agency, year, rule, place, left_side, right_side, left_side - right_side AS gap
FROM report_finding
WHERE right_side IS NOT NULL
ORDER BY abs(gap) DESC, agency, year, rule, place
LIMIT 20;
