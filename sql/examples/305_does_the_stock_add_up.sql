-- Purpose: do normative documents add up over the years: those of last year, plus issued, less repealed?
SELECT agency, year, left_side AS in_force, right_side AS by_addition, left_side - right_side AS gap
FROM report_finding
WHERE rule = 'F21_X_IN_FORCE' AND contains(place, 'normative')
ORDER BY abs(gap) DESC, agency, year
LIMIT 10;
