-- Purpose: a finished run whose outcomes are not as many as its files, or an outcome that is none of the seven.
-- Severity: block
SELECT run, files, count(o.run) AS outcomes
FROM ingest_run LEFT JOIN ingest_outcome o USING (run)
WHERE finished_at IS NOT NULL
GROUP BY run, files
HAVING count(o.run) <> files
    OR count(*) FILTER (o.run IS NOT NULL AND outcome_rank(o.outcome) IS NULL) > 0;
