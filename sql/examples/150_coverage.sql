-- Purpose: of the agencies that reported at all, which years are there, and which between the first and the last are missing?
SELECT
    agency,
    string_agg(DISTINCT year, ' ' ORDER BY year) FILTER (state <> 'missing') AS years,
    max(year) FILTER (state <> 'missing') - min(year) FILTER (state <> 'missing') + 1
        - count(DISTINCT year) FILTER (state <> 'missing') AS missing_between
FROM coverage
GROUP BY agency
HAVING years IS NOT NULL
ORDER BY agency;
