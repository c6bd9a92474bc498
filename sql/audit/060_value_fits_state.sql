-- Purpose: a number without a value, or a value where the cell shows none: blank is not zero.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, sha256, code, state, value, raw FROM figure
WHERE (state <> 'transcribed' AND (state IN ('number', 'annotated')) <> (value IS NOT NULL))
   OR (state = 'transcribed' AND raw = '' AND value IS NOT NULL)
   OR state NOT IN ('number', 'annotated', 'blank', 'na', 'text', 'transcribed');
