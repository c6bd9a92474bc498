-- Purpose: figure codes that the dictionary does not know, or whose unit is not the dictionary's. The unit of an amount of money is a fact
-- of its print: any unit of money will do.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, form, code, f.unit
FROM figure f LEFT JOIN figure_definition d USING (form, code)
WHERE f.unit IS DISTINCT FROM d.unit
    AND NOT coalesce(
        f.unit IN (SELECT unit FROM money_unit) AND (d.kind = 'money' OR d.unit IN (SELECT unit FROM money_unit)), false
    );
