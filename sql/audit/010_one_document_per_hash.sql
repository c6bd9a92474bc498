-- Purpose: a hash that more than one document row claims.
-- Severity: block
-- Holds: sha256
SELECT sha256, count(*) AS copies FROM document GROUP BY sha256 HAVING count(*) > 1;
