-- Purpose: does the report of a government speak for its departments and for the governments below it, and how many of these are there?
SELECT region, year, government, departments, department_reports, departments_known, lower_governments, lower_reports, reading
FROM parent_children
WHERE concept = 'requests_received'
ORDER BY region, year;
