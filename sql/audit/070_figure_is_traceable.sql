-- Purpose: a figure without a place in its document, or that claims printed text where the cell is blank or none where it is not.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, sha256, code, locator, state, raw FROM figure
WHERE locator = '' OR (state <> 'transcribed' AND (raw = '') <> (state = 'blank'));
