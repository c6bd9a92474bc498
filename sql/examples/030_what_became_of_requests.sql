-- Purpose: how many requests did each agency receive, and what became of those it dealt with, in percent?
SELECT
    agency,
    year,
    new_received AS received,
    closed_total AS closed,
    round(100 * (granted + partially_granted) / nullif(closed_total, 0), 1) AS granted_percent,
    round(100 * cannot_provide_computed / nullif(closed_total, 0), 1) AS cannot_provide_percent,
    carried_over_out AS still_open
FROM requests_total
ORDER BY agency, year;
