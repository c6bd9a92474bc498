-- Purpose: where do open requests pile up?
SELECT agency, year, numerator AS open_at_end, denominator AS to_be_dealt_with, percent
FROM rate
WHERE rate = 'backlog_rate' AND percent > 0
ORDER BY percent DESC, agency, year
LIMIT 10;
