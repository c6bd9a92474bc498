-- Purpose: the report of a government against what its departments and the governments below it report. It may speak for itself alone, or
-- for all of them: only a sum of children that is greater than the whole contradicts it, and only where it is said to be the whole.
CREATE OR REPLACE VIEW parent_children AS
WITH below(level, child_level) AS (
    VALUES ('province', 'city'), ('city', 'county'), ('county', 'township')
), known AS (
    SELECT region_code, level, count(*) FILTER (scope = 'departments') AS departments FROM agency_place WHERE level IS NOT NULL GROUP BY ALL
), summed AS (
    SELECT
        t.region_code, t.year, t.concept, t.unit,
        any_value(t.value) FILTER (t.scope = 'governments' AND t.level = t.region_level AND t.reports = 1) AS government,
        any_value(t.value) FILTER (t.scope = 'departments' AND t.level = t.region_level) AS departments,
        coalesce(any_value(t.reports) FILTER (t.scope = 'departments' AND t.level = t.region_level), 0) AS department_reports,
        any_value(t.value) FILTER (t.scope IN ('governments', 'townships') AND t.level = b.child_level) AS lower_governments,
        coalesce(any_value(t.reports) FILTER (t.scope IN ('governments', 'townships') AND t.level = b.child_level), 0) AS lower_reports
    FROM region_series t JOIN below b ON b.level = t.region_level GROUP BY t.region_code, t.year, t.concept, t.unit
)
SELECT
    s.region_code, p.region, p.region_level, p.province, p.city, p.county, s.year, s.concept, s.unit, s.government, s.departments,
    s.department_reports, k.departments AS departments_known, s.lower_governments, s.lower_reports,
    CASE
        WHEN s.departments = s.government THEN 'equal to departments'
        WHEN coalesce(s.departments, 0) + coalesce(s.lower_governments, 0) = s.government THEN 'equal to all below'
        WHEN coalesce(s.departments, 0) + coalesce(s.lower_governments, 0) < s.government THEN 'more than all below'
        WHEN s.departments > s.government THEN 'less than departments'
        ELSE 'less than all below'
    END AS reading
FROM summed s JOIN place p USING (region_code) LEFT JOIN known k ON k.region_code = s.region_code AND k.level = p.region_level
WHERE s.government IS NOT NULL AND s.department_reports + s.lower_reports > 0;
COMMENT ON VIEW parent_children IS 'Governments against their departments and the governments below them (政府与所属机关对照), one row per region, year and concept, where the governments report and at least one below it have the figure.';
COMMENT ON COLUMN parent_children.region_code IS 'Code of the administrative division (行政区划代码).';
COMMENT ON COLUMN parent_children.region IS 'Its name (区划名称).';
COMMENT ON COLUMN parent_children.region_level IS 'province, city or county (区划级别).';
COMMENT ON COLUMN parent_children.province IS 'Name of the province that it is or lies in (省).';
COMMENT ON COLUMN parent_children.city IS 'Name of the city that it is or lies in (市); null where it is a province.';
COMMENT ON COLUMN parent_children.county IS 'Its name, where it is a county (县区).';
COMMENT ON COLUMN parent_children.year IS 'Year that the reports cover (报告年度).';
COMMENT ON COLUMN parent_children.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN parent_children.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN parent_children.government IS 'What the government''s own report says (本级政府).';
COMMENT ON COLUMN parent_children.departments IS 'Sum over the departments of this very level (本级部门合计); offices and zones left out.';
COMMENT ON COLUMN parent_children.department_reports IS 'Reports of departments that were added (部门年报数).';
COMMENT ON COLUMN parent_children.departments_known IS 'Departments of this level that the warehouse knows (已知部门数): where there are more of them than reports the sum is not whole.';
COMMENT ON COLUMN parent_children.lower_governments IS 'Sum over the governments of the next lower level, of a county its townships (下级政府合计).';
COMMENT ON COLUMN parent_children.lower_reports IS 'Reports of these that were added (下级年报数).';
COMMENT ON COLUMN parent_children.reading IS 'equal to all below, equal to departments, more than all below (it counts what no report here does); less than departments or less than all below: it does not speak for all of them. Not a contradiction by itself: see coverage before it is called one (对照结果).';
