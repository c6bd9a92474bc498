-- Purpose: a publication whose outcome and report rows disagree: loaded needs exactly one report, any other none.
-- Severity: block
-- Holds: publication
SELECT p.publication, p.outcome, count(r.publication) AS reports
FROM publication_part p LEFT JOIN report r USING (publication)
WHERE p.position = 0
GROUP BY p.publication, p.outcome
HAVING count(r.publication) <> CASE WHEN p.outcome IN ('loaded', 'loaded_with_findings') THEN 1 ELSE 0 END;
