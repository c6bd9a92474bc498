-- Purpose: which equations of the form do printed figures break, where, and by how much?
SELECT a.name AS agency, f.year, f.rule, f.place, f.left_side, f.right_side, f.left_side - f.right_side AS gap
FROM finding f JOIN report r USING (publication) JOIN agency a ON a.agency_id = r.agency_id
WHERE r.is_current AND f.left_side IS NOT NULL
ORDER BY abs(gap) DESC, agency, f.year, f.rule, f.place
LIMIT 20;
