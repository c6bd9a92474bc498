-- Purpose: compare the touched reports with what the release before says of them, report by report and figure by figure.
DELETE FROM release_figure_change WHERE release = getvariable('release');
DELETE FROM release_change WHERE release = getvariable('release');

CREATE OR REPLACE TEMP TABLE report_before AS
SELECT r.agency_id, r.year, r.revision, r.publication, c.figures, c.figures_digest, c.sections_digest
FROM old.report r SEMI JOIN touched USING (agency_id, year) LEFT JOIN old.report_count c USING (agency_id, year, revision) WHERE is_current;
CREATE OR REPLACE TEMP TABLE report_after AS
SELECT r.agency_id, r.year, r.revision, r.publication, c.figures, c.figures_digest, c.sections_digest
FROM report r SEMI JOIN touched USING (agency_id, year) LEFT JOIN report_count c USING (agency_id, year, revision) WHERE is_current;

-- Only figures of reports whose digests differ, or which have none, are looked at; by their rows, found by the keys alone.
CREATE OR REPLACE TEMP TABLE differing AS
SELECT agency_id, year, b.revision AS revision_before, a.revision AS revision_after
FROM report_before b JOIN report_after a USING (agency_id, year)
WHERE coalesce(b.figures_digest <> a.figures_digest, true);

CREATE OR REPLACE TEMP TABLE figure_before AS
SELECT agency_id, year, code, value, state, unit, raw, sha256 FROM old.figure WHERE rowid IN (
    SELECT f.rowid FROM old.figure f
    JOIN differing d ON d.agency_id = f.agency_id AND d.year = f.year AND d.revision_before = f.revision
);
CREATE OR REPLACE TEMP TABLE figure_after AS
SELECT agency_id, year, code, value, state, unit, raw, sha256 FROM figure WHERE rowid IN (
    SELECT f.rowid FROM figure f
    JOIN differing d ON d.agency_id = f.agency_id AND d.year = f.year AND d.revision_after = f.revision
);

INSERT INTO release_figure_change
SELECT
    getvariable('release'), agency_id, year, code,
    CASE WHEN b.state IS NULL THEN 'appeared' WHEN a.state IS NULL THEN 'vanished' ELSE 'changed' END,
    b.value, a.value, b.state, a.state, b.unit, a.unit, b.raw, a.raw, b.sha256, a.sha256
FROM figure_before b FULL JOIN figure_after a USING (agency_id, year, code)
WHERE (b.value, b.state, b.unit, b.raw) IS DISTINCT FROM (a.value, a.state, a.unit, a.raw)
ORDER BY ALL;

INSERT INTO release_change
WITH changed AS (
    SELECT agency_id, year, count(*) AS figures FROM release_figure_change
    WHERE release = getvariable('release') GROUP BY agency_id, year
), left_now AS ( -- of those that were a report
    SELECT agency_id, year, min(outcome) AS outcome, string_agg(concat_ws(': ', audit, reason), '; ' ORDER BY publication) AS reason
    FROM set_aside ANTI JOIN set_aside_before USING (publication, outcome) WHERE agency IS NOT NULL GROUP BY agency_id, year
), back_now AS (
    SELECT agency_id, year, concat('no longer ', min(outcome)) AS reason
    FROM set_aside_before ANTI JOIN set_aside USING (publication) WHERE agency IS NOT NULL GROUP BY agency_id, year
)
SELECT
    getvariable('release'), agency_id, year,
    CASE WHEN out.outcome IS NOT NULL AND (a.publication IS NULL OR a.publication = b.publication) THEN out.outcome
         WHEN b.publication IS NULL THEN 'added' WHEN a.publication IS NULL THEN 'withdrawn'
         WHEN a.publication <> b.publication THEN 'revised' ELSE 'reread' END AS change,
    coalesce(c.figures, CASE WHEN a.publication IS NULL THEN b.figures WHEN b.publication IS NULL THEN a.figures END, 0),
    b.publication, a.publication, coalesce(out.reason, back.reason)
FROM report_before b
FULL JOIN report_after a USING (agency_id, year)
FULL JOIN left_now out USING (agency_id, year)
LEFT JOIN back_now back USING (agency_id, year)
LEFT JOIN changed c USING (agency_id, year)
WHERE b.publication IS DISTINCT FROM a.publication OR c.figures IS NOT NULL
    OR (b.publication IS NOT NULL AND coalesce(b.sections_digest <> a.sections_digest, true))
    OR out.outcome IS NOT NULL
ORDER BY ALL;
