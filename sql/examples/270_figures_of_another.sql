-- Purpose: whose figures or words equal another's, or those of the year before?
SELECT agency, year, rule, coalesce(other_agency, agency) AS other, other_year, message
FROM report_finding
WHERE starts_with(rule, 'COPIED')
ORDER BY agency, year, rule, other, other_year;
