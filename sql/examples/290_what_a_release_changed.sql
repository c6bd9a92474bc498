-- Purpose: which published figures did the last release change?
SELECT a.agency, c.year, c.code, c.old_value, c.new_value
FROM release_figure_change c JOIN agency_place a USING (agency_id)
WHERE c.release = (SELECT max(release) FROM release)
ORDER BY a.agency, c.year, c.code;
