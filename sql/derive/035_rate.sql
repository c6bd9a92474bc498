-- Purpose: the two sides of the ready-made rates for the fresh reports; a side is null where one of its parts is blank or missing,
-- or counted in another unit than the others.
DELETE FROM rate_value WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO rate_value
WITH part AS (
    SELECT
        rate,
        unnest(list_distinct(numerator || denominator)) AS concept,
        list_contains(numerator, concept) AS above,
        list_contains(denominator, concept) AS below,
        len(numerator) AS parts_above,
        len(denominator) AS parts_below
    FROM rate_definition
)
SELECT
    v.agency_id,
    v.year,
    v.revision,
    p.rate,
    CASE WHEN count(v.value) FILTER (p.above) = any_value(p.parts_above) AND min(v.unit) FILTER (p.above) = max(v.unit) FILTER (p.above)
        THEN sum(v.value) FILTER (p.above) END AS numerator,
    CASE WHEN count(v.value) FILTER (p.below) = any_value(p.parts_below) AND min(v.unit) FILTER (p.below) = max(v.unit) FILTER (p.below)
        THEN sum(v.value) FILTER (p.below) END AS denominator,
    bool_or(s.comparability = 'approximate') AS is_approximate,
    CASE WHEN min(len(s.sheets)) > 0 THEN list_sort(list_distinct(flatten(list(s.sheets)))) ELSE [] END AS sheets
FROM series_value v
SEMI JOIN piece USING (agency_id, year)
JOIN part p USING (concept)
JOIN crosswalk_source s USING (concept, source)
GROUP BY v.agency_id, v.year, v.revision, p.rate;
