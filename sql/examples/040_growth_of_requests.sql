-- Purpose: how did the number of requests change from year to year, and where may that not be asked?
SELECT agency, year, value AS received, value_before AS received_before, step, growth_percent
FROM growth
WHERE concept = 'requests_received'
ORDER BY agency, year;
