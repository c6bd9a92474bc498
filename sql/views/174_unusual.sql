-- Purpose: headline figures that a person should look at: the same in all years, ten times last year's, zero for years beside neighbours
-- that are not. Nothing here is an error by itself; that is why it is a view, and no finding.
CREATE OR REPLACE VIEW unusual AS
WITH headline AS (
    SELECT s.agency_id, s.agency, s.region_code, s.province, s.city, s.county, s.level, s.kind, s.year, s.concept, s.label, s.value
    FROM series s
    WHERE s.concept IN ('requests_received', 'requests_closed', 'reviews', 'lawsuits', 'licensing_decisions', 'penalty_decisions')
        AND s.value IS NOT NULL
), beside AS (
    SELECT *, median(value) OVER (PARTITION BY concept, year, level, kind, province) AS peer_median FROM headline
), line AS (
    SELECT
        agency_id, agency, region_code, province, city, county, level, kind, concept, any_value(label) AS label, min(year) AS first_year,
        max(year) AS last_year, count(*) AS years, min(value) AS least, max(value) AS most,
        count_if(level IS NOT NULL AND kind IS NOT NULL AND peer_median > 0) AS busy_years
    FROM beside GROUP BY ALL
), jump AS (
    SELECT *, lag(value) OVER earlier AS value_before, lag(year) OVER earlier AS year_before
    FROM headline WINDOW earlier AS (PARTITION BY agency_id, concept ORDER BY year)
)
SELECT
    agency_id, agency, region_code, province, city, county, level, kind, concept, label,
    CASE WHEN most > 0 THEN 'same in all years' ELSE 'zero in all years' END AS what,
    first_year, last_year, most AS value, CAST(NULL AS DOUBLE) AS value_before
FROM line WHERE years >= 3 AND least = most AND (most > 0 OR busy_years = years)
UNION ALL
SELECT
    agency_id, agency, region_code, province, city, county, level, kind, concept, label, 'ten times', year_before, year, value, value_before
FROM jump WHERE year_before = year - 1 AND greatest(value, value_before) >= 50 AND greatest(value, value_before) >= 10 * least(value, value_before);
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
