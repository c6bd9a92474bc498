-- Purpose: how did the number of requests change from year to year?
SELECT
    agency,
    year,
    value AS received,
    lag(value) OVER earlier AS received_before,
    lag(year) OVER earlier AS year_before,
    round(100 * (received / nullif(received_before, 0) - 1), 1) AS growth_percent,
    comparability
FROM series
WHERE concept = 'requests_received'
WINDOW earlier AS (PARTITION BY agency ORDER BY year)
ORDER BY agency, year;
