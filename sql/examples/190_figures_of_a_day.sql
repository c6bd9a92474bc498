-- Purpose: what did the warehouse know on a given day, before later reports and corrections? (Reports without a date count always.)
SELECT year, count(*) AS reports, count(published_on) AS dated, max(published_on) AS last_published
FROM report_as_of('2024-06-30')
GROUP BY year
ORDER BY year;
