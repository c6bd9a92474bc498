-- Purpose: governments whose departments report more requests than the government itself, so that its report does not speak for them,
-- whatever it says. However few of the departments are here: more would only add to their sum.
DELETE FROM cross_finding WHERE rule = 'DEPARTMENTS_EXCEED_GOVERNMENT';
INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
SELECT
    g.agency_id, c.year, 'DEPARTMENTS_EXCEED_GOVERNMENT', 'info', 't3_requests.new_received.total',
    printf('%d departments report %d requests, the government %d', c.department_reports, c.departments::BIGINT, c.government::BIGINT),
    c.government, c.departments, NULL, NULL
FROM parent_children c
JOIN agency_place g ON g.region_code = c.region_code AND g.level = c.region_level AND g.scope = 'governments'
JOIN report r ON r.agency_id = g.agency_id AND r.year = c.year AND r.is_current
WHERE c.concept = 'requests_received' AND c.departments > c.government;
