-- Purpose: reports whose narrative is nearly that of last year's or of another agency's. Candidates come from the sketches, without
-- comparing all with all: of the reports that agree in the same four buckets, each meets the first of another agency. Their clauses
-- themselves are then compared, once; a pair is compared again only where one of the two reports changed.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH told AS (
    SELECT agency_id, year, sketch FROM report_print WHERE clauses >= 20
), band AS (
    SELECT agency_id, year, hash(band, sketch[4 * band + 1 : 4 * band + 4]) AS key
    FROM (SELECT agency_id, year, sketch, unnest(range(8)) AS band FROM told)
), first AS (
    SELECT key, agency_id, min(year) AS year, row_number() OVER (PARTITION BY key ORDER BY agency_id) AS place
    FROM band GROUP BY key, agency_id
    QUALIFY place <= 2 AND count(*) OVER (PARTITION BY key) > 1
), pair AS (
    SELECT b.agency_id, b.year, f.agency_id AS other_agency_id, f.year AS other_year
    FROM band b JOIN first f ON f.key = b.key AND f.agency_id <> b.agency_id
    UNION
    SELECT t.agency_id, t.year, l.agency_id, l.year
    FROM told t JOIN told l ON l.agency_id = t.agency_id AND l.year = t.year - 1
)
SELECT p.*
FROM pair p
JOIN told t ON t.agency_id = p.agency_id AND t.year = p.year
JOIN told o ON o.agency_id = p.other_agency_id AND o.year = p.other_year
WHERE len(list_filter(range(1, 33), lambda i: t.sketch[i] IS NOT DISTINCT FROM o.sketch[i])) >= 24;

DELETE FROM report_likeness l
WHERE (l.agency_id, l.year) IN (FROM refreshed) OR (l.other_agency_id, l.other_year) IN (FROM refreshed)
    OR (l.agency_id, l.year, l.other_agency_id, l.other_year) NOT IN (FROM candidate);

CREATE OR REPLACE TEMP TABLE unmeasured AS
FROM candidate ANTI JOIN report_likeness USING (agency_id, year, other_agency_id, other_year);

CREATE OR REPLACE TEMP TABLE clause AS
SELECT s.agency_id, s.year, list_distinct(flatten(list(clause_hashes(s.text)))) AS hashes
FROM section s
SEMI JOIN (FROM report WHERE is_current) r ON r.agency_id = s.agency_id AND r.year = s.year AND r.revision = s.revision
SEMI JOIN (SELECT agency_id, year FROM unmeasured UNION SELECT other_agency_id, other_year FROM unmeasured) u
    ON u.agency_id = s.agency_id AND u.year = s.year
WHERE s.code IS NULL OR (s.code <> 'preamble' AND NOT starts_with(s.code, 'overview_'))
GROUP BY s.agency_id, s.year;

INSERT INTO report_likeness
SELECT agency_id, year, other_agency_id, other_year, common / (len(hashes) + len(other_hashes) - common)
FROM (
    SELECT u.*, c.hashes, o.hashes AS other_hashes, len(list_intersect(c.hashes, o.hashes)) AS common
    FROM unmeasured u
    JOIN clause c ON c.agency_id = u.agency_id AND c.year = u.year
    JOIN clause o ON o.agency_id = u.other_agency_id AND o.year = u.other_year
);

DELETE FROM cross_finding WHERE rule IN ('COPIED_TEXT_LAST_YEAR', 'COPIED_TEXT_OTHER_AGENCY');
INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
SELECT
    l.agency_id,
    l.year,
    CASE WHEN l.agency_id = l.other_agency_id THEN 'COPIED_TEXT_LAST_YEAR' ELSE 'COPIED_TEXT_OTHER_AGENCY' END AS rule,
    'info',
    '',
    concat(
        floor(100 * l.likeness), ' of 100 clauses are those of ',
        CASE WHEN l.agency_id <> l.other_agency_id THEN a.name || ' ' END, l.other_year
    ),
    l.likeness,
    NULL,
    l.other_agency_id,
    l.other_year
FROM report_likeness l JOIN agency a ON a.agency_id = l.other_agency_id
WHERE l.likeness >= 0.9
QUALIFY row_number() OVER (
    PARTITION BY l.agency_id, l.year, rule ORDER BY l.likeness DESC, l.other_agency_id, l.other_year
) = 1;
