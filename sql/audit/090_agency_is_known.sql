-- Purpose: reports whose agency has no entry, or more than one.
-- Severity: block
-- Holds: publication
SELECT r.publication, r.agency_id, count(DISTINCT a.name) AS entries
FROM report r LEFT JOIN agency a USING (agency_id)
GROUP BY r.agency_id, r.publication HAVING count(a.agency_id) <> 1;
