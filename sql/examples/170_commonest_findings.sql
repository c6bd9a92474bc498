-- Purpose: what is wrong with the reports most often?
SELECT severity, rule, sum(findings) AS findings, sum(agencies) AS reports, any_value(about) AS about
FROM finding_summary
GROUP BY severity, rule
ORDER BY findings DESC, rule
LIMIT 10;
