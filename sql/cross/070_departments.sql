-- Purpose: governments whose departments report more requests than the government itself, so that its report does not speak for them,
-- whatever it says. However few of the departments are here: more would only add to their sum. What is compared is what parent_children
-- shows of governments and departments, for the regions of the agencies that changed.
CREATE OR REPLACE TEMP TABLE place_touched AS
SELECT unnest([p.region_code, p.city_code, p.province_code]) AS region_code
FROM agency_place a SEMI JOIN moved_agency USING (agency_id) JOIN place p ON p.region_code = a.region_code
UNION
SELECT a.region_code FROM agency_place a SEMI JOIN moved_agency USING (agency_id);

DELETE FROM cross_finding WHERE rule = 'DEPARTMENTS_EXCEED_GOVERNMENT' AND (
    agency_id IN (FROM moved_agency)
    OR agency_id IN (SELECT agency_id FROM agency SEMI JOIN place_touched USING (region_code))
);

INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
WITH seat AS (   -- the agencies of a region that are of its level
    SELECT a.agency_id, a.scope, r.region_code
    FROM agency_place a
    JOIN place p ON p.region_code = a.region_code
    JOIN place r ON r.region_code IN (p.region_code, p.city_code, p.province_code) AND r.region_level = a.level
    SEMI JOIN place_touched t ON t.region_code = r.region_code
    WHERE a.scope IN ('governments', 'departments')
), told AS (
    SELECT
        s.region_code, v.year, v.unit,
        count(v.value) FILTER (s.scope = 'governments') AS governments,
        sum(v.value) FILTER (s.scope = 'governments') AS government,
        count(v.value) FILTER (s.scope = 'departments') AS department_reports,
        sum(v.value) FILTER (s.scope = 'departments') AS departments
    FROM series_value v
    JOIN seat s ON s.agency_id = v.agency_id
    JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
    WHERE v.concept = 'requests_received'
    GROUP BY s.region_code, v.year, v.unit
)
SELECT
    g.agency_id, t.year, 'DEPARTMENTS_EXCEED_GOVERNMENT', 'info', 't3_requests.new_received.total',
    printf('%d departments report %d requests, the government %d', t.department_reports, t.departments::BIGINT, t.government::BIGINT),
    t.government, t.departments, NULL, NULL
FROM told t
JOIN seat g ON g.region_code = t.region_code AND g.scope = 'governments'
JOIN report r ON r.agency_id = g.agency_id AND r.year = t.year AND r.is_current
WHERE t.governments = 1 AND t.departments > t.government;
