-- Purpose: ready-made rates, each with its numerator and its declared denominator: null where a part is blank or the denominator small.
CREATE OR REPLACE VIEW rate AS
WITH part AS (
    SELECT rate, concept, list_contains(numerator, concept) AS above, list_contains(denominator, concept) AS below
    FROM (SELECT rate, numerator, denominator, unnest(list_distinct(numerator || denominator)) AS concept FROM rate_definition)
), counted AS (
    SELECT
        v.agency_id,
        v.year,
        v.revision,
        p.rate,
        sum(v.value) FILTER (p.above) AS above,
        count(v.value) FILTER (p.above) AS parts_above,
        sum(v.value) FILTER (p.below) AS below,
        count(v.value) FILTER (p.below) AS parts_below,
        bool_or(s.comparability = 'approximate') AS is_approximate
    FROM series_value v JOIN part p USING (concept) JOIN crosswalk_source s USING (concept, source)
    GROUP BY v.agency_id, v.year, v.revision, p.rate
)
SELECT
    c.agency_id,
    a.name AS agency,
    c.year,
    c.rate,
    CASE WHEN parts_above = len(d.numerator) THEN above END AS numerator,
    CASE WHEN parts_below = len(d.denominator) THEN below END AS denominator,
    CASE
        WHEN parts_above = len(d.numerator) AND parts_below = len(d.denominator) AND below >= d.smallest
        THEN round(100 * above / below, 1)
    END AS percent,
    CASE WHEN is_approximate THEN 'approximate' ELSE 'exact' END AS comparability
FROM counted c
JOIN rate_definition d USING (rate)
JOIN report r ON r.agency_id = c.agency_id AND r.year = c.year AND r.revision = c.revision AND r.is_current
LEFT JOIN agency a ON a.agency_id = c.agency_id;
COMMENT ON VIEW rate IS 'Rates (比率), one row per agency, year and rate; what they mean stands in rate_definition.';
COMMENT ON COLUMN rate.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN rate.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN rate.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN rate.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN rate.numerator IS 'Sum above the line; null where a part is blank.';
COMMENT ON COLUMN rate.denominator IS 'Sum below the line; null where a part is blank.';
COMMENT ON COLUMN rate.percent IS 'The rate in percent; null where a part is blank or the denominator is smaller than declared.';
COMMENT ON COLUMN rate.comparability IS 'exact or approximate, as its parts are in series.';
