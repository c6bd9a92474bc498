-- Purpose: where does a figure come from: document, place and print?
SELECT f.agency, f.year, f.value, f.raw, f.locator, parse_filename(d.source) AS document
FROM current_figure f JOIN document d USING (sha256)
WHERE f.code = 't3_requests.granted.total' AND f.value > 0
ORDER BY f.value DESC, f.agency, f.year
LIMIT 5;
