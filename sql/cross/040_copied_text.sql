-- Purpose: reports whose narrative is nearly that of last year's or of another agency's. Candidates come from the sketches, without
-- comparing all with all: of the reports that share a band, four buckets of the sketch, each meets the first of another agency. Their
-- clauses themselves are then compared, once; a pair is compared again only where one of the two reports changed.
--
-- Whom a report meets changes only where it changed itself, where one that changed is, or was, among the first of its band, or where it
-- met one that changed: these reports are gathered in `judged`, and nothing else is looked at. Where all are weighed, nobody is left to be
-- looked for by bands.
CREATE OR REPLACE TEMP TABLE band AS
WITH touched AS (
    SELECT unnest(bands) AS key FROM report_print SEMI JOIN weighed USING (agency_id, year)
    UNION
    SELECT unnest(bands) FROM print_before
)
SELECT agency_id, year, key FROM (SELECT agency_id, year, unnest(bands) AS key FROM report_print WHERE NOT (SELECT is_whole FROM extent))
SEMI JOIN touched USING (key);

CREATE OR REPLACE TEMP TABLE judged AS
WITH leader AS (
    SELECT key, agency_id, min(year) AS year FROM band GROUP BY key, agency_id
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY agency_id) <= 2
), leader_before AS (
    SELECT key, agency_id, min(year) AS year FROM (
        FROM band ANTI JOIN weighed USING (agency_id, year)
        UNION ALL
        SELECT agency_id, year, unnest(bands) FROM print_before WHERE NOT (SELECT is_whole FROM extent)
    ) GROUP BY key, agency_id
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY agency_id) <= 2
), led AS (
    SELECT key FROM leader SEMI JOIN weighed USING (agency_id, year)
    UNION
    SELECT key FROM leader_before SEMI JOIN weighed USING (agency_id, year)
)
FROM weighed
UNION
SELECT agency_id, CAST(year + 1 AS SMALLINT) FROM weighed
UNION
SELECT agency_id, year FROM band SEMI JOIN led USING (key)
UNION
SELECT l.agency_id, l.year FROM report_likeness l SEMI JOIN weighed w ON w.agency_id = l.other_agency_id AND w.year = l.other_year;

CREATE OR REPLACE TEMP TABLE candidate AS
WITH told AS (
    SELECT agency_id, year, sketch, bands FROM report_print WHERE clauses >= 20
), asked AS (
    SELECT agency_id, year, unnest(bands) AS key FROM told SEMI JOIN judged USING (agency_id, year)
), met AS (
    SELECT agency_id, year, unnest(bands) AS key FROM told
), crowded AS (   -- few bands are shared: the others take no part in what follows
    SELECT key FROM met SEMI JOIN asked USING (key) GROUP BY key HAVING min(agency_id) <> max(agency_id)
), first AS (
    SELECT key, agency_id, min(year) AS year FROM met SEMI JOIN crowded USING (key) GROUP BY key, agency_id
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY agency_id) <= 2
), pair AS (
    SELECT b.agency_id, b.year, f.agency_id AS other_agency_id, f.year AS other_year
    FROM asked b JOIN first f ON f.key = b.key AND f.agency_id <> b.agency_id
    UNION
    SELECT t.agency_id, t.year, l.agency_id, l.year
    FROM told t SEMI JOIN judged USING (agency_id, year) JOIN told l ON l.agency_id = t.agency_id AND l.year = t.year - 1
)
SELECT p.*
FROM pair p
JOIN told t ON t.agency_id = p.agency_id AND t.year = p.year
JOIN told o ON o.agency_id = p.other_agency_id AND o.year = p.other_year
WHERE len(list_filter(range(1, 33), lambda i: t.sketch[i] IS NOT DISTINCT FROM o.sketch[i])) >= 24;

DELETE FROM report_likeness l
WHERE (l.agency_id, l.year) IN (FROM judged) AND (
    (l.agency_id, l.year) IN (FROM refreshed) OR (l.other_agency_id, l.other_year) IN (FROM refreshed)
    OR (l.agency_id, l.year, l.other_agency_id, l.other_year) NOT IN (FROM candidate)
);

CREATE OR REPLACE TEMP TABLE unmeasured AS
FROM candidate ANTI JOIN report_likeness USING (agency_id, year, other_agency_id, other_year);

CREATE OR REPLACE TEMP TABLE clause AS
WITH asked AS (
    SELECT agency_id, year FROM unmeasured UNION SELECT other_agency_id, other_year FROM unmeasured
), wanted AS (
    SELECT s.rowid AS line FROM section s SEMI JOIN (FROM report SEMI JOIN asked USING (agency_id, year) WHERE is_current) r
    ON r.agency_id = s.agency_id AND r.year = s.year AND r.revision = s.revision
)
SELECT agency_id, year, list_distinct(flatten(list(clause_hashes(text)))) AS hashes
FROM section WHERE rowid IN (FROM wanted) AND (code IS NULL OR (code <> 'preamble' AND NOT starts_with(code, 'overview_')))
GROUP BY agency_id, year;

INSERT INTO report_likeness
SELECT agency_id, year, other_agency_id, other_year, common / (len(hashes) + len(other_hashes) - common)
FROM (
    SELECT u.*, c.hashes, o.hashes AS other_hashes, len(list_intersect(c.hashes, o.hashes)) AS common
    FROM unmeasured u
    JOIN clause c ON c.agency_id = u.agency_id AND c.year = u.year
    JOIN clause o ON o.agency_id = u.other_agency_id AND o.year = u.other_year
);

CREATE OR REPLACE TEMP TABLE named AS
FROM judged
UNION
SELECT c.agency_id, c.year FROM cross_finding c SEMI JOIN moved_agency m ON m.agency_id = c.other_agency_id
WHERE c.rule = 'COPIED_TEXT_OTHER_AGENCY';

DELETE FROM cross_finding
WHERE rule IN ('COPIED_TEXT_LAST_YEAR', 'COPIED_TEXT_OTHER_AGENCY') AND (agency_id, year) IN (FROM named);
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
FROM report_likeness l SEMI JOIN named n ON n.agency_id = l.agency_id AND n.year = l.year
JOIN agency a ON a.agency_id = l.other_agency_id
WHERE l.likeness >= 0.9
QUALIFY row_number() OVER (
    PARTITION BY l.agency_id, l.year, rule ORDER BY l.likeness DESC, l.other_agency_id, l.other_year
) = 1;

DELETE FROM print_before;
