-- Purpose: a hash that more than one document row claims.
-- Severity: block
SELECT sha256, count(*) AS copies FROM document GROUP BY sha256 HAVING count(*) > 1;
