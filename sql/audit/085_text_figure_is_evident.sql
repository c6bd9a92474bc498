-- Purpose: figures of prose that are not defined, that stand twice, or whose print does not stand where their evidence says.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, code, 'not defined' AS fault
FROM text_figure ANTI JOIN text_figure_definition USING (code, unit)
UNION ALL
SELECT agency_id, year, revision, code, 'twice' FROM text_figure GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT f.agency_id, f.year, f.revision, f.code, 'not where it should be'
FROM text_figure f
WHERE (f.state = 'stated_none' AND f.value <> 0) OR NOT EXISTS (
    FROM section s
    WHERE s.agency_id = f.agency_id AND s.year = f.year AND s.revision = f.revision AND s.sha256 = f.sha256
      AND coalesce(s.code, s.title) = f.section AND substr(s.text, f.characters_before + 1, length(f.raw)) = f.raw
);
