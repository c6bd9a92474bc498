-- Purpose: what share of requests did the departments of all counties of a province grant together, each year? ('governments': of the counties.)
SELECT pool AS province, year, numerator AS granted, denominator AS closed, percent, reports, blank_reports
FROM pooled_rate('grant_rate', province)
WHERE scope = 'departments' AND level = 'county'
ORDER BY province, year;
