-- Purpose: how many requests were received since the first report, over all forms, and how far is that one series?
SELECT year, agency, value AS received, form, comparability, note
FROM series
WHERE concept = 'requests_received' AND value IS NOT NULL
ORDER BY agency, year;
