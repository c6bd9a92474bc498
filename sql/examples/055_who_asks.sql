-- Purpose: who asks: persons, or which kind of organisation?
SELECT year, applicant, sum(new_received) AS received, round(100 * received / sum(received) OVER (PARTITION BY year), 1) AS percent
FROM requests
GROUP BY year, applicant
ORDER BY year, received DESC, applicant;
