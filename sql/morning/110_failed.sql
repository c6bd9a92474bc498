-- Purpose: the morning's table "Failed addresses": addresses of reports that could not be had, by class.
SELECT class, count(*) AS reports, min(url) AS "for example", arg_min(detail, url) AS detail FROM page
WHERE class NOT IN ('', 'page', 'document') GROUP BY class ORDER BY reports DESC, class;
