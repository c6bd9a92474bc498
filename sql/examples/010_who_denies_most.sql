-- Purpose: which agencies refused the largest share of the requests they dealt with, and how many is that?
SELECT agency, year, numerator AS denied, denominator AS closed, percent
FROM rate
WHERE rate = 'denial_rate' AND percent IS NOT NULL
ORDER BY percent DESC, closed DESC, agency, year
LIMIT 10;
