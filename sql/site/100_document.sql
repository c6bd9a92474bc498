-- Purpose: the documents in which current figures stand, each with the kinds of places in it and, of paged ones, the pages.
SELECT f.sha256, list(DISTINCT regexp_extract(f.locator, '^[a-z0-9]+:(p[0-9]+)?') ORDER BY regexp_extract(f.locator, '^[a-z0-9]+:(p[0-9]+)?'))
FROM figure f JOIN report r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision AND r.is_current
GROUP BY f.sha256 ORDER BY f.sha256;
