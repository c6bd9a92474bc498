-- Purpose: a document whose outcome and report rows disagree: loaded needs exactly one report, quarantined none.
SELECT d.sha256, d.outcome, count(r.sha256) AS reports
FROM document d LEFT JOIN report r USING (sha256)
GROUP BY d.sha256, d.outcome
HAVING count(r.sha256) <> CASE d.outcome WHEN 'quarantined' THEN 0 ELSE 1 END;
