-- Purpose: where agencies are, in names: each division with the province, city and county that it is or lies in, and each agency with its
-- division. All views for people take their places from here.
CREATE OR REPLACE VIEW place AS
WITH here AS (
    SELECT
        code, arg_max(name, coalesce(until, 9999)) AS name, arg_max(full_name, coalesce(until, 9999)) AS full_name,
        arg_max(level, coalesce(until, 9999)) AS level, arg_max(kind, coalesce(until, 9999)) AS kind,
        arg_max(parent_code, coalesce(until, 9999)) AS parent_code
    FROM region WHERE level IN ('province', 'city', 'county') GROUP BY code
), chain AS (
    SELECT
        here.*, CASE here.level WHEN 'province' THEN here.code WHEN 'city' THEN up.code ELSE coalesce(top.code, up.code) END AS province_code,
        CASE WHEN here.level = 'city' THEN here.code WHEN up.level = 'city' THEN up.code END AS city_code
    FROM here LEFT JOIN here up ON up.code = here.parent_code LEFT JOIN here top ON top.code = up.parent_code
)
SELECT
    c.code AS region_code, c.name AS region, c.full_name, c.level AS region_level, p.name AS province,
    coalesce(t.name, CASE WHEN p.kind = 'municipality' THEN p.name END) AS city,
    CASE WHEN c.level = 'county' THEN c.name END AS county, c.province_code, c.city_code, c.parent_code
FROM chain c LEFT JOIN here p ON p.code = c.province_code LEFT JOIN here t ON t.code = c.city_code;
COMMENT ON VIEW place IS 'Provinces, cities and counties by code, with the names above them (区划名称), one row each; a code that had several names has the last. See region for zones, townships and all names.';
COMMENT ON COLUMN place.region_code IS 'Code of the administrative division (行政区划代码).';
COMMENT ON COLUMN place.region IS 'Its name (区划名称).';
COMMENT ON COLUMN place.full_name IS 'Its name as those of its organs begin (区划全称): a district with its city.';
COMMENT ON COLUMN place.region_level IS 'province, city or county (区划级别).';
COMMENT ON COLUMN place.province IS 'Name of the province that it is or lies in (省).';
COMMENT ON COLUMN place.city IS 'Name of the city that it is or lies in (市); of a municipality and its districts the municipality; null of a county right under its province.';
COMMENT ON COLUMN place.county IS 'Its name, of a county (县区); else null.';
COMMENT ON COLUMN place.province_code IS 'Code of that province (省代码).';
COMMENT ON COLUMN place.city_code IS 'Code of that city (市代码); null where there is none.';
COMMENT ON COLUMN place.parent_code IS 'Code of the division in which it lies (上级区划代码); null of a province.';

CREATE OR REPLACE VIEW agency_place AS
SELECT
    a.agency_id, a.name AS agency, a.region_code, p.province, p.city, p.county, nullif(a.level, '') AS level,
    nullif(a.kind, '') AS kind,
    CASE
        WHEN coalesce(a.kind, '') = '' THEN NULL
        WHEN a.kind = 'government' THEN 'governments'
        WHEN a.kind = 'government_office' THEN 'offices'
        WHEN a.kind = 'development_zone' THEN 'zones'
        WHEN a.kind = 'township' THEN 'townships'
        ELSE 'departments'
    END AS scope,
    a.parent_id, a.is_resolved
FROM agency a LEFT JOIN place p ON p.region_code = a.region_code;
COMMENT ON VIEW agency_place IS 'Agencies with the names of their places (机关及其区划), one row each; their columns stand in every view that has an agency.';
COMMENT ON COLUMN agency_place.agency_id IS 'Agency; see agency.';
COMMENT ON COLUMN agency_place.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN agency_place.region_code IS 'Code of the administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN agency_place.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN agency_place.city IS 'Name of its city (市); of a municipality and its districts the municipality. Null above cities, and where unknown.';
COMMENT ON COLUMN agency_place.county IS 'Name of its county (县区); null above counties, and where unknown.';
COMMENT ON COLUMN agency_place.level IS 'Administrative level (行政层级) of the agency; null where unknown.';
COMMENT ON COLUMN agency_place.kind IS 'Kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN agency_place.scope IS 'What its report may speak for (汇总口径): governments: of province, city or county (本级政府), perhaps for all below it; offices: their general offices (办公厅室), for themselves or for the government; zones: committees of zones (开发区); townships (乡镇街道); departments: all others (部门). Null where the kind is unknown. Agencies of two scopes are never added.';
COMMENT ON COLUMN agency_place.parent_id IS 'Agency to which it belongs (上级机关); see agency.';
COMMENT ON COLUMN agency_place.is_resolved IS 'False where it is provisional, known by what a document printed.';
