-- Purpose: annotations of misprints whose report is loaded but prints something else by now: take the entry out or look again.
-- Severity: block
-- Holds: agency_id, year, revision
-- Scope: whole
SELECT c.agency_id, c.year, r.revision, c.code, c.expect, f.raw
FROM correction c
JOIN report r ON r.agency_id = c.agency_id AND r.year = c.year AND r.is_current
LEFT JOIN figure f ON f.agency_id = r.agency_id AND f.year = r.year AND f.revision = r.revision AND f.code = c.code
WHERE f.raw IS DISTINCT FROM c.expect;
