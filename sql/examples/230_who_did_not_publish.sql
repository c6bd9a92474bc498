-- Purpose: which agencies of a city have no report on a year, and was it ever looked for?
SELECT agency, state, looked_on, reason
FROM coverage
WHERE city = '示例市' AND year = 2022 AND state NOT IN ('clean', 'contradictory')
ORDER BY state, agency;
