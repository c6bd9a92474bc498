-- Purpose: which figures do reports tell only in prose, and in which sentence?
SELECT a.name AS agency, t.year, d.label, t.value, t.unit, t.sentence
FROM text_figure t JOIN text_figure_definition d USING (code) JOIN agency a USING (agency_id)
ORDER BY agency, t.year, t.code
LIMIT 5;
