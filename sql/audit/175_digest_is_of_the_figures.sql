-- Purpose: reports whose figures are not those of which their digest was made: a release would not see that they changed.
-- Severity: block
-- Holds: agency_id, year, revision
SELECT agency_id, year, revision, f.figures, c.figures AS counted
FROM (
    SELECT agency_id, year, revision, count(*) AS figures, bit_xor(hash(hash(code, value, state, unit, raw))) AS digest
    FROM figure GROUP BY agency_id, year, revision
) f LEFT JOIN report_count c USING (agency_id, year, revision)
WHERE (f.figures, f.digest) IS DISTINCT FROM (c.figures, c.figures_digest)
    -- another DuckDB hashes otherwise
    AND (SELECT bool_and(version = version()) FROM derived_with);
