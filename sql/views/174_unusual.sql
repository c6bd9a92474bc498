-- Purpose: headline figures that a person should look at: the same in all years, ten times last year's, zero for years beside neighbours
-- that are not. Nothing here is an error by itself; that is why it is a view, and no finding.
CREATE OR REPLACE VIEW unusual AS
WITH headline AS (
    SELECT v.agency_id, v.concept, v.year, v.value
    FROM series_value v
    JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
    WHERE v.value IS NOT NULL
        AND v.concept IN ('requests_received', 'requests_closed', 'reviews', 'lawsuits', 'licensing_decisions', 'penalty_decisions')
), same AS (
    SELECT agency_id, concept, min(year) AS first_year, max(year) AS last_year, count(*) AS years, any_value(value) AS value
    FROM headline GROUP BY agency_id, concept HAVING count(*) >= 3 AND min(value) = max(value)
), peers AS (
    SELECT h.concept, h.year, a.level, a.kind, a.province, median(h.value) AS middle
    FROM headline h JOIN agency_place a USING (agency_id) GROUP BY ALL
), zero AS (
    SELECT s.agency_id, s.concept
    FROM same s
    JOIN headline h USING (agency_id, concept)
    JOIN agency_place a USING (agency_id)
    JOIN peers p ON p.concept = h.concept AND p.year = h.year AND p.level = a.level AND p.kind = a.kind AND p.province = a.province
    WHERE s.value = 0 AND p.middle > 0
    GROUP BY s.agency_id, s.concept, s.years HAVING count(*) = s.years
), found AS (
    SELECT agency_id, concept, 'same in all years' AS what, first_year, last_year, value, CAST(NULL AS DOUBLE) AS value_before
    FROM same WHERE value > 0
    UNION ALL
    SELECT agency_id, concept, 'zero in all years', first_year, last_year, value, NULL FROM same SEMI JOIN zero USING (agency_id, concept)
    UNION ALL
    SELECT b.agency_id, b.concept, 'ten times', b.year, h.year, h.value, b.value
    FROM headline h JOIN headline b ON b.agency_id = h.agency_id AND b.concept = h.concept AND b.year = h.year - 1
    WHERE greatest(h.value, b.value) >= 50 AND greatest(h.value, b.value) >= 10 * least(h.value, b.value)
)
SELECT
    f.agency_id, a.agency, a.region_code, a.province, a.city, a.county, a.level, a.kind, f.concept, c.label, f.what, f.first_year,
    f.last_year, f.value, f.value_before
FROM found f JOIN crosswalk_concept c USING (concept) LEFT JOIN agency_place a USING (agency_id);
COMMENT ON VIEW unusual IS 'Headline figures that are unusual (异常数值), one row per agency, concept and remark.';
COMMENT ON COLUMN unusual.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN unusual.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN unusual.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN unusual.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN unusual.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN unusual.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN unusual.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN unusual.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN unusual.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN unusual.label IS 'Official Chinese label of the concept (指标名称).';
COMMENT ON COLUMN unusual.what IS 'same in all years: three or more reports say the same number above zero; zero in all years: three or more say zero, and in each of these years the middle of its peers (its level, kind and province) is not zero; ten times: ten times the year before, or a tenth of it, of 50 or more (异常类型).';
COMMENT ON COLUMN unusual.first_year IS 'First of the years (起始年度).';
COMMENT ON COLUMN unusual.last_year IS 'Last of them (截止年度); of a jump the year after it.';
COMMENT ON COLUMN unusual.value IS 'The number in all years, or after the jump (数值).';
COMMENT ON COLUMN unusual.value_before IS 'The number before the jump (上年数值); else null.';
