-- Purpose: how many requests came in each province, each year? Governments and departments, and the levels, are never added.
SELECT province, year, scope, level, value AS received, reports, blank_reports
FROM region_series
WHERE concept = 'requests_received' AND region_level = 'province'
ORDER BY province, year, scope, level;
