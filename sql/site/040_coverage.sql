-- Purpose: every agency with its place and one letter a year for what is known of its report, by province: clean, x (contradictory), refused,
-- n (not there), a point where nobody looked.
SELECT
    coalesce(p.province_code[:2], nullif(c.region_code[:2], ''), 'zz') AS province, c.agency_id, any_value(c.agency) AS agency,
    any_value(c.region_code) AS region_code, any_value(c.level) AS level, any_value(c.kind) AS kind,
    string_agg(CASE c.state
        WHEN 'clean' THEN 'c' WHEN 'contradictory' THEN 'x' WHEN 'refused' THEN 'r' WHEN 'not_there' THEN 'n' ELSE '.'
    END, '' ORDER BY c.year) AS states
FROM site_coverage c LEFT JOIN place p ON p.region_code = c.region_code
GROUP BY ALL ORDER BY province, region_code NULLS FIRST, agency, c.agency_id;
