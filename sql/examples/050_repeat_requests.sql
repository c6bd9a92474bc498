-- Purpose: where are most requests turned away as repeated or excessive?
SELECT agency, year, numerator AS repeated, denominator AS closed, percent
FROM rate
WHERE rate = 'repeat_rate' AND percent > 0
ORDER BY percent DESC, agency, year
LIMIT 10;
