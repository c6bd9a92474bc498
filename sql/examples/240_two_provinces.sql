-- Purpose: how do the public-security organs of two provinces compare?
SELECT province, year, count(*) AS reports, sum(new_received) AS received, sum(closed_total) AS closed, sum(denied_computed) AS denied
FROM requests_total
WHERE kind = 'public_security' AND province IN ('示例省', '浙江省') AND is_consistent
GROUP BY province, year
ORDER BY province, year;
