-- Purpose: sums over regions that count nothing twice. A government's report may speak for all its departments, so the reports of
-- governments and those of organs are never added to each other, nor the governments of one level to those of another.
CREATE OR REPLACE VIEW region_series AS
WITH place AS (
    SELECT agency_id, 'governments' AS scope, region_code FROM agency WHERE kind = 'government' AND region_code IS NOT NULL
    UNION ALL
    SELECT DISTINCT agency_id, CASE WHEN kind IS NULL THEN 'unknown' ELSE 'organs' END, unnest([
        region_code,
        CASE WHEN region_code NOT LIKE '%0000' THEN region_code[:4] || '00' END,
        CASE WHEN region_code <> '000000' THEN region_code[:2] || '0000' END
    ])
    FROM agency WHERE kind IS DISTINCT FROM 'government' AND region_code IS NOT NULL
)
SELECT
    p.region_code,
    p.scope,
    v.year,
    v.concept,
    sum(v.value) AS value,
    v.unit,
    count(v.value) AS reports,
    count(*) - count(v.value) AS blank_reports,
    bool_and(s.comparability = 'exact') AS is_exact
FROM series_value v
JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
JOIN crosswalk_source s ON s.concept = v.concept AND s.source = v.source
JOIN place p ON p.agency_id = v.agency_id AND p.region_code IS NOT NULL
GROUP BY p.region_code, p.scope, v.year, v.concept, v.unit;
COMMENT ON VIEW region_series IS 'Sums over administrative divisions (区域汇总), one row per region, scope, year, concept and unit. Rows of different scope must not be added.';
COMMENT ON COLUMN region_series.region_code IS 'Code of the administrative division (行政区划代码): a county, a city or a province; the scope organs holds those of the divisions inside it.';
COMMENT ON COLUMN region_series.scope IS 'governments: the report of the government of this very division (本级政府); organs: departments, offices and townships in it (部门、乡镇); unknown: agencies whose kind is unknown.';
COMMENT ON COLUMN region_series.year IS 'Year that the reports cover (报告年度).';
COMMENT ON COLUMN region_series.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN region_series.value IS 'Sum over the reports that have the figure.';
COMMENT ON COLUMN region_series.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN region_series.reports IS 'Reports that were added up.';
COMMENT ON COLUMN region_series.blank_reports IS 'Reports in which the figure is blank or no number: they count neither as zero nor as a report.';
COMMENT ON COLUMN region_series.is_exact IS 'True where all that was added is exactly comparable; see series.';
