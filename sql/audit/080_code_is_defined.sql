-- Purpose: figure codes that the dictionary does not know, or whose unit is not the dictionary's.
-- Severity: block
SELECT form, code, unit, count(*) AS figures
FROM figure ANTI JOIN figure_definition USING (form, code, unit)
GROUP BY form, code, unit;
