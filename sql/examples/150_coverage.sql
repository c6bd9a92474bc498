-- Purpose: which years of each agency are there, and of which do we know only that nobody looked?
SELECT
    agency,
    string_agg(year, ' ' ORDER BY year) FILTER (state IN ('clean', 'contradictory')) AS years,
    count_if(state = 'refused') AS refused,
    count_if(state = 'not_there') AS not_there,
    count_if(state = 'never_looked_at') AS never_looked_at
FROM coverage
GROUP BY agency
HAVING years IS NOT NULL
ORDER BY agency;
