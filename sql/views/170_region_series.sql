-- Purpose: sums over regions that count nothing twice. A government's report may speak for all its departments, and for the governments
-- below it, so each row adds agencies of one scope and one level; agencies whose kind or level is unknown are not added at all.
CREATE OR REPLACE VIEW region_series AS
WITH inside AS (
    SELECT region_code AS inner_code, unnest(list_distinct([province_code, city_code, region_code])) AS region_code FROM place
), member AS (
    SELECT a.agency_id, i.region_code, a.scope, a.level
    FROM agency_place a JOIN inside i ON i.inner_code = a.region_code WHERE a.scope IS NOT NULL AND a.level IS NOT NULL
), summed AS (
    SELECT
        m.region_code, m.scope, m.level, v.year, v.concept, v.unit, sum(v.value) AS value, count(v.value) AS reports,
        count(*) - count(v.value) AS blank_reports, bool_and(s.comparability = 'exact') AS is_exact
    FROM series_value v
    JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
    JOIN crosswalk_source s ON s.concept = v.concept AND s.source = v.source
    JOIN member m ON m.agency_id = v.agency_id
    GROUP BY m.region_code, m.scope, m.level, v.year, v.concept, v.unit
)
SELECT
    p.region_code, p.region, p.region_level, p.province, p.city, p.county, t.scope, t.level, t.year, t.concept, t.value, t.unit,
    t.reports, t.blank_reports, t.is_exact
FROM summed t JOIN place p USING (region_code);
COMMENT ON VIEW region_series IS 'Sums over administrative divisions (区域汇总), one row per region, scope, level, year, concept and unit. Rows of different region_level or scope must not be added, those of governments of different level neither.';
COMMENT ON COLUMN region_series.region_code IS 'Code of the administrative division (行政区划代码): a county, a city or a province, with all that lies in it.';
COMMENT ON COLUMN region_series.region IS 'Its name (区划名称).';
COMMENT ON COLUMN region_series.region_level IS 'province, city or county (区划级别): a province''s row holds what the rows of its cities and counties hold.';
COMMENT ON COLUMN region_series.province IS 'Name of the province that it is or lies in (省).';
COMMENT ON COLUMN region_series.city IS 'Name of the city that it is or lies in (市); null where it is a province.';
COMMENT ON COLUMN region_series.county IS 'Its name, where it is a county (县区).';
COMMENT ON COLUMN region_series.scope IS 'governments (本级政府), offices (办公厅室), departments (部门), zones (开发区) or townships (乡镇街道); see agency_place.';
COMMENT ON COLUMN region_series.level IS 'Level of the agencies that were added (行政层级): the county governments of a province are the row governments, county.';
COMMENT ON COLUMN region_series.year IS 'Year that the reports cover (报告年度).';
COMMENT ON COLUMN region_series.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN region_series.value IS 'Sum over the reports that have the figure; null where none has.';
COMMENT ON COLUMN region_series.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN region_series.reports IS 'Reports that were added up.';
COMMENT ON COLUMN region_series.blank_reports IS 'Reports in which the figure is blank or no number: they count neither as zero nor as a report.';
COMMENT ON COLUMN region_series.is_exact IS 'True where all that was added is exactly comparable; see series.';
