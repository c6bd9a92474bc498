-- Purpose: from one year to the next: how a figure grew, or why the two may not be compared. Where a form stopped counting what it
-- counted, or a year is not there, the line is broken: that is told, and nothing is computed over it.
CREATE OR REPLACE VIEW growth AS
WITH step AS (
    SELECT
        agency_id, agency, region_code, province, city, county, level, kind, year, concept, label, value, unit, form, is_consistent, comparability,
        lag(comparability) OVER earlier AS comparability_before, lag(year) OVER earlier AS year_before, lag(value) OVER earlier AS value_before, lag(form) OVER earlier AS form_before,
        lag(unit) OVER earlier AS unit_before
    FROM series WINDOW earlier AS (PARTITION BY agency_id, concept ORDER BY year)
)
SELECT
    s.agency_id, s.agency, s.region_code, s.province, s.city, s.county, s.level, s.kind, s.year, s.concept, s.label,
    s.value, s.unit, s.form, s.is_consistent, s.year_before, s.value_before, s.form_before,
    CASE
        WHEN year_before IS NULL THEN 'first'
        WHEN year_before < year - 1 THEN 'gap'
        WHEN value IS NULL OR value_before IS NULL THEN 'blank'
        WHEN unit IS DISTINCT FROM unit_before THEN 'unit'
        WHEN m.comparability = 'none' THEN 'seam'
        WHEN 'approximate' IN (m.comparability, s.comparability, s.comparability_before) THEN 'approximate'
        WHEN s.form <> s.form_before AND m.concept IS NULL THEN 'seam'
        ELSE 'joined'
    END AS step,
    nullif(m.why, '') AS why,
    CASE WHEN step IN ('joined', 'approximate') THEN value - value_before END AS change,
    CASE WHEN step IN ('joined', 'approximate') AND value_before > 0 THEN round(100 * (value / value_before - 1), 1) END AS growth_percent
FROM step s
LEFT JOIN crosswalk_seam m ON m.concept = s.concept AND m.form_before = s.form_before AND m.form_after = s.form;
COMMENT ON VIEW growth IS 'Steps from year to year (逐年变化), one row per agency, year and concept.';
COMMENT ON COLUMN growth.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN growth.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN growth.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN growth.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN growth.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN growth.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN growth.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN growth.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN growth.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN growth.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN growth.label IS 'Official Chinese label of the concept (指标名称).';
COMMENT ON COLUMN growth.value IS 'The figure (数值); see series.';
COMMENT ON COLUMN growth.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN growth.form IS 'Form from which it comes (报告格式).';
COMMENT ON COLUMN growth.is_consistent IS 'False where an equation of any table of this report fails (勾稽关系不成立).';
COMMENT ON COLUMN growth.year_before IS 'Year of the report before it that has the concept (上一年度).';
COMMENT ON COLUMN growth.value_before IS 'Its figure (上年数值).';
COMMENT ON COLUMN growth.form_before IS 'Its form (上年报告格式).';
COMMENT ON COLUMN growth.step IS 'joined: two years of one line; approximate: of nearly one, see why and the note in series; otherwise the line is broken here: first, gap (a year between is not there), blank (one of both is no number), unit (their units differ), seam (the forms count other things, see why) (衔接).';
COMMENT ON COLUMN growth.why IS 'What the crosswalk says of the change of form; null where nothing changed.';
COMMENT ON COLUMN growth.change IS 'Value less value_before (增减); null where the line is broken.';
COMMENT ON COLUMN growth.growth_percent IS 'Growth in percent (增长百分比); null where the line is broken or begins at zero.';
