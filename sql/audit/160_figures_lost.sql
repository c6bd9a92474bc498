-- Purpose: reports of which the same document now yields fewer numbers than in the release before.
-- Severity: block
-- Baseline: 0.02
-- Of: SELECT count(*) FROM report WHERE is_current
-- From: 100
-- Because: a reader that learns to doubt refuses a few tables that were read before; more is a reader that forgot something
SELECT c.agency_id, c.year, count(*) AS lost
FROM release_change c JOIN release_figure_change f USING (release, agency_id, year)
WHERE c.change = 'reread' AND c.release = (SELECT max(release) FROM release)
  AND f.old_value IS NOT NULL AND f.new_value IS NULL
GROUP BY c.agency_id, c.year;
