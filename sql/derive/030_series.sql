-- Purpose: the concepts of the crosswalk for the fresh reports: of each, the best source that the report has. A sum is null where one
-- of its figures is blank, was not read, or has another unit. Amounts of money come in the unit of the concept, whatever is printed.
DELETE FROM series_value WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO series_value
WITH wanted AS (
    SELECT concept, source, form, unnest(figures) AS code, len(figures) AS parts, money_unit.unit AS money
    FROM crosswalk_source JOIN crosswalk_concept USING (concept) LEFT JOIN money_unit USING (unit)
), cell AS (
    SELECT n, form, code, value, unit FROM fresh_figure
    UNION ALL
    SELECT n, 'stat_local', code, value, unit FROM indicator JOIN fresh_report USING (agency_id, year, revision)
    UNION ALL
    SELECT n, 'text', code, value, unit FROM text_figure JOIN fresh_report USING (agency_id, year, revision)
), found AS (
    SELECT
        n,
        concept,
        source,
        CASE WHEN count(value) = any_value(parts) AND min(unit) = max(unit) THEN sum(value) END AS value,
        CASE WHEN min(unit) = max(unit) THEN min(unit) END AS unit
    FROM (
        SELECT
            n, concept, source, parts,
            CASE WHEN money IS NULL THEN value ELSE money_in(value, unit, money) END AS value,
            coalesce(money, unit) AS unit
        FROM cell JOIN wanted USING (form, code)
    )
    GROUP BY n, concept, source
)
SELECT agency_id, year, revision, concept, source, value, unit
FROM found JOIN fresh_report USING (n)
QUALIFY row_number() OVER (PARTITION BY n, concept ORDER BY value IS NULL, source) = 1;
