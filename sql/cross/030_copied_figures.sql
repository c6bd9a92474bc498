-- Purpose: reports with the figures of another one. Of several others the first is named, so that a finding does not depend on the order
-- of loading. Looked at are the reports that changed, those whose figures one of them has now, and those that named one of them.
CREATE OR REPLACE TEMP TABLE print_touched AS
SELECT figure_print FROM report_print SEMI JOIN weighed USING (agency_id, year) WHERE figure_kinds >= 5;

CREATE OR REPLACE TEMP TABLE judged AS
FROM weighed
UNION
SELECT agency_id, year FROM report_print SEMI JOIN print_touched USING (figure_print)
UNION
SELECT c.agency_id, c.year FROM cross_finding c SEMI JOIN moved_agency m ON m.agency_id = c.other_agency_id
WHERE c.rule = 'COPIED_FIGURES_OTHER_AGENCY';

DELETE FROM cross_finding WHERE rule = 'COPIED_FIGURES_OTHER_AGENCY' AND (agency_id, year) IN (FROM judged);
DELETE FROM cross_finding WHERE rule = 'COPIED_FIGURES_LAST_YEAR'
    AND (agency_id, year) IN (FROM weighed UNION SELECT agency_id, CAST(year + 1 AS SMALLINT) FROM weighed);

INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
WITH telling AS (
    SELECT agency_id, year, figure_print FROM report_print
    SEMI JOIN (SELECT figure_print FROM report_print SEMI JOIN judged USING (agency_id, year)) USING (figure_print)
    WHERE figure_kinds >= 5
), first AS (
    SELECT figure_print, agency_id, min(year) AS year, row_number() OVER (PARTITION BY figure_print ORDER BY agency_id) AS place
    FROM telling GROUP BY figure_print, agency_id
    QUALIFY place <= 2 AND count(*) OVER (PARTITION BY figure_print) > 1
), other AS (
    SELECT t.agency_id, t.year, min((o.agency_id, o.year)) AS other
    FROM telling t SEMI JOIN judged USING (agency_id, year)
    JOIN first o ON o.figure_print = t.figure_print AND o.agency_id <> t.agency_id
    GROUP BY t.agency_id, t.year
), following AS (
    SELECT agency_id, year FROM weighed UNION SELECT agency_id, CAST(year + 1 AS SMALLINT) FROM weighed
), own AS (
    SELECT agency_id, year, figure_print FROM report_print SEMI JOIN moved_agency USING (agency_id) WHERE figure_kinds >= 5
)
SELECT
    t.agency_id, t.year, 'COPIED_FIGURES_LAST_YEAR', 'warning', '', concat('the same figures as ', l.year),
    1, NULL, l.agency_id, l.year
FROM own t SEMI JOIN following USING (agency_id, year)
JOIN own l ON l.agency_id = t.agency_id AND l.year = t.year - 1 AND l.figure_print = t.figure_print
UNION ALL
SELECT
    o.agency_id, o.year, 'COPIED_FIGURES_OTHER_AGENCY', 'warning', '',
    concat('the same figures as ', a.name, ' ', o.other[2]), 1, NULL, o.other[1], o.other[2]
FROM other o JOIN agency a ON a.agency_id = o.other[1];
