-- Purpose: one line over agencies that were renamed or merged by a reform.
SELECT line, agency, year, value AS received, comparability
FROM series
WHERE concept = 'requests_received' AND line_id <> agency_id
ORDER BY line, year, agency;
