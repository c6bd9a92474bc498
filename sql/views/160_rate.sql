-- Purpose: ready-made rates, each with its numerator and its declared denominator: null where a part is blank or the denominator small.
CREATE OR REPLACE VIEW rate AS
SELECT
    v.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    v.year,
    v.rate,
    v.numerator,
    v.denominator,
    CASE WHEN v.denominator >= d.smallest THEN round(100 * v.numerator / v.denominator, 1) END AS percent,
    CASE WHEN v.is_approximate THEN 'approximate' ELSE 'exact' END AS comparability
FROM rate_value v
JOIN rate_definition d ON d.rate = v.rate
JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = v.agency_id;
COMMENT ON VIEW rate IS 'Rates (比率), one row per agency, year and rate; what they mean stands in rate_definition.';
COMMENT ON COLUMN rate.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN rate.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN rate.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN rate.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN rate.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN rate.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN rate.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN rate.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN rate.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN rate.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN rate.numerator IS 'Sum above the line; null where a part is blank.';
COMMENT ON COLUMN rate.denominator IS 'Sum below the line; null where a part is blank.';
COMMENT ON COLUMN rate.percent IS 'The rate in percent; null where a part is blank or the denominator is smaller than declared.';
COMMENT ON COLUMN rate.comparability IS 'exact or approximate, as its parts are in series.';
