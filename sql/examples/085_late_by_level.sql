-- Purpose: who publishes late, by how many days, at each level?
SELECT year, level, count(days_late) AS dated, count(*) FILTER (days_late > 0) AS late, max(days_late) AS most_days
FROM report_overview
GROUP BY year, level
HAVING dated > 0
ORDER BY year, level;
