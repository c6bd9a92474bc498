-- Purpose: an agency and year whose revisions are not 1, 2, 3 ..., or of which not exactly one is current: the first of its prints in the
-- order of sql/views/102_standing.sql.
-- Severity: block
-- Holds: agency_id, year
SELECT agency_id, year, count(*) AS revisions
FROM report r LEFT JOIN standing s USING (agency_id, year, publication)
GROUP BY agency_id, year
HAVING max(revision) <> count(*) OR count(DISTINCT revision) <> count(*)
    OR count(*) FILTER (is_current) <> 1 OR count(*) FILTER (is_current AND rank = 1) <> 1
    OR max(standing_of(is_whole, is_filled, tables, figures, is_shown, has_narrative, site, published_on, first_seen_at))
        IS DISTINCT FROM
        max(standing_of(is_whole, is_filled, tables, figures, is_shown, has_narrative, site, published_on, first_seen_at))
            FILTER (is_current);
