-- Purpose: on what grounds are requests denied, over all departments together, year by year?
SELECT year, label AS ground, sum(value) AS requests, round(100 * requests / sum(requests) OVER (PARTITION BY year), 1) AS percent
FROM series
WHERE starts_with(concept, 'denied_') AND scope = 'departments'
GROUP BY year, label, concept
HAVING requests > 0
ORDER BY year, requests DESC, concept;
