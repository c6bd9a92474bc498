-- Purpose: reports that the release before held and this one does not, though nothing of them was set aside.
-- Severity: block
-- Baseline: 0.01
-- Of: SELECT count(*) FROM report WHERE is_current
-- From: 100
-- Because: what was loaded stays, so that reports go only where a document turns out to be another agency's or year's; many at once are a lost input
SELECT agency_id, year, old_publication FROM release_change
WHERE change = 'withdrawn' AND reason IS NULL AND release = (SELECT max(release) FROM release);
