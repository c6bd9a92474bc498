-- Purpose: reports with the figures of another one. All fingerprints are compared each time: they are few bytes a report. Of several
-- others the first is named, so that a finding does not depend on the order of loading.
DELETE FROM cross_finding WHERE rule IN ('COPIED_FIGURES_LAST_YEAR', 'COPIED_FIGURES_OTHER_AGENCY');
INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
WITH telling AS (
    SELECT agency_id, year, figure_print FROM report_print WHERE figure_kinds >= 5
), shared AS (
    SELECT figure_print, min(agency_id) AS first_id FROM telling GROUP BY figure_print HAVING min(agency_id) <> max(agency_id)
), other AS (
    SELECT t.agency_id, t.year, min((o.agency_id, o.year)) AS other
    FROM telling t JOIN shared s USING (figure_print)
    JOIN (
        SELECT figure_print, agency_id, min(year) AS year, row_number() OVER (PARTITION BY figure_print ORDER BY agency_id) AS place
        FROM telling SEMI JOIN shared USING (figure_print) GROUP BY figure_print, agency_id
    ) o ON o.figure_print = t.figure_print AND o.agency_id <> t.agency_id AND o.place <= 2
    GROUP BY t.agency_id, t.year
)
SELECT
    t.agency_id, t.year, 'COPIED_FIGURES_LAST_YEAR', 'warning', '', concat('the same figures as ', l.year),
    1, NULL, l.agency_id, l.year
FROM telling t JOIN telling l ON l.agency_id = t.agency_id AND l.year = t.year - 1 AND l.figure_print = t.figure_print
UNION ALL
SELECT
    o.agency_id, o.year, 'COPIED_FIGURES_OTHER_AGENCY', 'warning', '',
    concat('the same figures as ', a.name, ' ', o.other[2]), 1, NULL, o.other[1], o.other[2]
FROM other o JOIN agency a ON a.agency_id = o.other[1];
