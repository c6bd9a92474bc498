-- Purpose: which agencies say year after year that nothing came?
SELECT agency, min(year) AS since, max(year) AS until, count(*) AS reports
FROM requests_total
GROUP BY agency_id, agency
HAVING max(new_received) = 0 AND count(new_received) = count(*)
ORDER BY reports DESC, agency;
