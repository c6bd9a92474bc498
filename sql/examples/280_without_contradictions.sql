-- Purpose: how do answers change where only reports without contradictions count?
SELECT
    year,
    pooled_percent(numerator, denominator) AS all_reports,
    pooled_percent(CASE WHEN is_consistent THEN numerator END, denominator) AS consistent_reports,
    count_if(NOT is_consistent) AS left_out
FROM rate
WHERE rate = 'grant_rate' AND scope = 'departments' AND numerator IS NOT NULL
GROUP BY year
ORDER BY year;
