-- Purpose: who asks departments: persons, or which kind of organisation?
SELECT year, applicant, sum(new_received) AS received, round(100 * received / sum(received) OVER (PARTITION BY year), 1) AS percent
FROM requests
WHERE scope = 'departments'
GROUP BY year, applicant
ORDER BY year, received DESC, applicant;
