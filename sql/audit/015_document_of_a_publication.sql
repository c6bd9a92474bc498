-- Purpose: documents of no publication or publications of no document; places that are not 0, 1, 2 ...; and a document whose fate is
-- not the best of those that it met in its publications.
-- Severity: block
-- Holds: publication
SELECT min(p.publication) AS publication, coalesce(d.sha256, p.sha256) AS sha256, d.outcome, min_by(p.outcome, outcome_rank(p.outcome)) AS met
FROM document d FULL JOIN publication_part p USING (sha256)
GROUP BY ALL HAVING d.outcome IS DISTINCT FROM min_by(p.outcome, outcome_rank(p.outcome))
UNION ALL
SELECT publication, NULL, NULL, NULL FROM publication_part
GROUP BY publication HAVING max(position) + 1 <> count(*) OR min(position) <> 0 OR count(DISTINCT position) <> count(*);
