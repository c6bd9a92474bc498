-- Purpose: who goes on as whom: agencies whose names are the two of a reform (before and after the same place), agencies of one
-- organ in a region that was renamed, at once or with the reform, and those of which a current report tells that it was the other
-- (原…), unless that one still reports in later years; then the last successor of each. Where an agency goes on as several,
-- there is no last one.
DELETE FROM agency_succession;
INSERT INTO agency_succession
WITH form AS (
    SELECT
        string_split(concat(before, '{}'), '{}')[1] AS lead, string_split(concat(before, '{}'), '{}')[2] AS tail, after, year, kind,
        contains(before, '{}') AS has_place
    FROM organ_succession
), reformed AS (
    SELECT a.agency_id, b.agency_id AS successor_id, f.year, f.kind
    FROM agency a
    JOIN form f ON CASE
        WHEN f.has_place THEN starts_with(a.name, f.lead) AND ends_with(a.name, f.tail) AND len(a.name) > len(f.lead) + len(f.tail) + 1
        ELSE a.name = f.lead END
    JOIN agency b
        ON b.name = replace(f.after, '{}', substr(a.name, len(f.lead) + 1, len(a.name) - len(f.lead) - len(f.tail)))
        AND (NOT f.has_place OR b.region_code IS NOT DISTINCT FROM a.region_code)
), moved AS (
    SELECT c.year, c.code, c.new_code, r.full_name AS was, s.full_name AS is_now
    FROM region_change c
    JOIN region r ON r.code = c.code AND r.name = c.name
    JOIN region s ON s.code = c.new_code AND s.name = c.new_name
), went_along AS (
    SELECT a.agency_id, b.agency_id AS successor_id, m.year, 'region' AS kind
    FROM moved m
    JOIN agency a ON a.region_code = m.code AND starts_with(a.name, m.was)
    JOIN agency b ON b.region_code = m.new_code AND b.name = concat(m.is_now, substr(a.name, len(m.was) + 1))
), both_at_once AS (
    SELECT a.agency_id, b.agency_id AS successor_id, o.year, o.kind
    FROM moved m
    JOIN agency a ON a.region_code = m.code
    JOIN organ_succession o ON a.name = replace(o.before, '{}', m.was)
    JOIN agency b ON b.region_code = m.new_code AND b.name = replace(o.after, '{}', m.is_now)
), found AS (
    FROM reformed UNION ALL FROM went_along
), known AS (
    FROM found UNION ALL FROM both_at_once ANTI JOIN found USING (agency_id)
), told AS (
    SELECT o.other_id AS agency_id, o.agency_id AS successor_id, min(o.year) AS year, 'told' AS kind
    FROM report_agency o
    SEMI JOIN report r ON r.agency_id = o.agency_id AND r.year = o.year AND r.revision = o.revision AND r.is_current
    SEMI JOIN agency a ON a.agency_id = o.other_id
    WHERE o.role = 'former'
    GROUP BY o.other_id, o.agency_id
), every AS (
    FROM known
    UNION ALL
    FROM told
    ANTI JOIN known USING (agency_id, successor_id)
    ANTI JOIN report later ON later.agency_id = told.agency_id AND later.year > told.year
)
SELECT agency_id, successor_id, min(year), min(kind) FROM every WHERE agency_id <> successor_id GROUP BY agency_id, successor_id;

DELETE FROM agency_line;
INSERT INTO agency_line
WITH RECURSIVE one AS (
    SELECT agency_id, any_value(successor_id) AS successor_id FROM agency_succession GROUP BY agency_id HAVING count(*) = 1
), step AS (
    SELECT agency_id, successor_id, 1 AS steps FROM one
    UNION ALL
    SELECT s.agency_id, o.successor_id, s.steps + 1 FROM step s JOIN one o ON o.agency_id = s.successor_id WHERE s.steps < 8
)
SELECT agency_id, arg_max(successor_id, steps) FROM step GROUP BY agency_id;
