-- Purpose: the titles of reports by province, for a search in them.
SELECT coalesce(p.province_code[:2], nullif(o.region_code[:2], ''), 'zz') AS province, o.agency_id, o.year, o.title
FROM report_overview o LEFT JOIN place p ON p.region_code = o.region_code
WHERE o.title IS NOT NULL ORDER BY province, o.agency_id, o.year;
