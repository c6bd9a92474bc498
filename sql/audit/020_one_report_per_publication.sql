-- Purpose: a publication whose outcome and report rows disagree: loaded needs exactly one report, quarantined none.
-- Severity: block
SELECT p.publication, p.outcome, count(r.publication) AS reports
FROM publication_part p LEFT JOIN report r USING (publication)
WHERE p.position = 0
GROUP BY p.publication, p.outcome
HAVING count(r.publication) <> CASE p.outcome WHEN 'quarantined' THEN 0 ELSE 1 END;
