-- Purpose: when was each report published, and by how many days too late? (The law's day is known only where the kind of agency is.)
SELECT agency, year, published_on, published_on - make_date(year + 1, 1, 31) AS days_after_january, due_on, days_late
FROM report_overview
WHERE published_on IS NOT NULL
ORDER BY days_late DESC NULLS LAST, days_after_january DESC, agency, year
LIMIT 10;
