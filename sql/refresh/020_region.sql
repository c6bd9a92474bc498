-- Purpose: take over the regions where they are not those of before. A township lies in the county of the first six digits of its code
-- or, where that is none, in the city of the first four.
CREATE OR REPLACE TEMP TABLE same_regions AS
SELECT (SELECT bit_xor(hash(hash(r))) FROM region r WHERE level <> 'township') IS NOT DISTINCT FROM (SELECT bit_xor(hash(hash(s))) FROM staged_region s)
    AND (SELECT bit_xor(hash(hash(code, name))) FROM region r WHERE level = 'township')
        IS NOT DISTINCT FROM (SELECT bit_xor(hash(hash(code, name))) FROM staged_township) AS yes;
DELETE FROM region WHERE NOT (SELECT yes FROM same_regions);
INSERT INTO region
WITH place AS (
    SELECT code, arg_max(full_name, coalesce(until, 9999)) AS full_name FROM staged_region GROUP BY code
)
FROM staged_region WHERE NOT EXISTS (FROM region)
UNION ALL
SELECT
    t.code, t.name, t.name, concat(coalesce(county.full_name, city.full_name), t.name), 'township',
    CASE
        WHEN ends_with(t.name, '民族乡') THEN 'ethnic_township'
        WHEN ends_with(t.name, '街道') OR ends_with(t.name, '地区') THEN 'subdistrict'
        WHEN ends_with(t.name, '镇') THEN 'town'
        WHEN ends_with(t.name, '苏木') THEN 'sumu'
        WHEN ends_with(t.name, '乡') THEN 'township'
        ELSE 'district_office' END,
    coalesce(county.code, city.code), NULL, CAST(nullif(t.until, '') AS SMALLINT)
FROM staged_township t
LEFT JOIN place county ON county.code = t.code[:6]
LEFT JOIN place city ON city.code = concat(t.code[:4], '00')
WHERE NOT EXISTS (FROM region);
