-- Purpose: comparable series (the parameter: their concepts) by province, for tables over many agencies: an object of agencies, each with
-- year, value, whether it is only nearly comparable, and whether its table contradicts itself; concepts in the order of the crosswalk.
WITH line AS (
    SELECT
        s.concept, coalesce(p.province_code[:2], nullif(s.region_code[:2], ''), 'zz') AS province, s.agency_id,
        list([s.year::DOUBLE, s.value, (s.comparability <> 'exact')::DOUBLE, (NOT s.is_consistent)::DOUBLE] ORDER BY s.year) AS told
    FROM series s LEFT JOIN place p ON p.region_code = s.region_code
    WHERE s.concept IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL
), told AS (
    SELECT concept, province, to_json(list({'a': agency_id, 'v': told} ORDER BY agency_id))::VARCHAR AS told FROM line GROUP BY ALL
)
SELECT concept, province, told FROM told JOIN crosswalk_concept USING (concept) ORDER BY position, province;
