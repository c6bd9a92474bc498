-- Purpose: what did each agency charge in fees, in yuan, whatever unit is printed?
SELECT agency, year, round(10000 * fees_wan_yuan) AS fees_yuan
FROM disclosure
WHERE fees_wan_yuan > 0
ORDER BY fees_yuan DESC, agency, year
LIMIT 10;
