-- Purpose: compare the touched reports with what the release before says of them, report by report and figure by figure.
DELETE FROM release_figure_change WHERE release = getvariable('release');
DELETE FROM release_change WHERE release = getvariable('release');

CREATE OR REPLACE TEMP TABLE report_before AS
SELECT agency_id, year, revision, publication FROM old.report SEMI JOIN touched USING (agency_id, year) WHERE is_current;
CREATE OR REPLACE TEMP TABLE report_after AS
SELECT agency_id, year, revision, publication FROM report SEMI JOIN touched USING (agency_id, year) WHERE is_current;

CREATE OR REPLACE TEMP TABLE figure_before AS
SELECT agency_id, year, code, value, state, unit, raw, sha256
FROM old.figure SEMI JOIN report_before USING (agency_id, year, revision);
CREATE OR REPLACE TEMP TABLE figure_after AS
SELECT agency_id, year, code, value, state, unit, raw, sha256
FROM figure SEMI JOIN report_after USING (agency_id, year, revision);

CREATE OR REPLACE TEMP TABLE text_before AS
SELECT agency_id, year, list((position, code, md5(text)) ORDER BY position) AS sections
FROM old.section SEMI JOIN report_before USING (agency_id, year, revision) GROUP BY agency_id, year;
CREATE OR REPLACE TEMP TABLE text_after AS
SELECT agency_id, year, list((position, code, md5(text)) ORDER BY position) AS sections
FROM section SEMI JOIN report_after USING (agency_id, year, revision) GROUP BY agency_id, year;

INSERT INTO release_figure_change
SELECT
    getvariable('release'), agency_id, year, code,
    CASE WHEN b.state IS NULL THEN 'appeared' WHEN a.state IS NULL THEN 'vanished' ELSE 'changed' END,
    b.value, a.value, b.state, a.state, b.unit, a.unit, b.raw, a.raw, b.sha256, a.sha256
FROM (FROM figure_before SEMI JOIN report_after USING (agency_id, year)) b
FULL JOIN (FROM figure_after SEMI JOIN report_before USING (agency_id, year)) a USING (agency_id, year, code)
WHERE (b.value, b.state, b.unit, b.raw) IS DISTINCT FROM (a.value, a.state, a.unit, a.raw)
ORDER BY ALL;

INSERT INTO release_change
WITH changed AS (
    SELECT agency_id, year, count(*) AS figures FROM release_figure_change
    WHERE release = getvariable('release') GROUP BY agency_id, year
), lone AS (
    SELECT agency_id, year, count(*) AS figures FROM figure_before ANTI JOIN report_after USING (agency_id, year) GROUP BY ALL
    UNION ALL
    SELECT agency_id, year, count(*) AS figures FROM figure_after ANTI JOIN report_before USING (agency_id, year) GROUP BY ALL
), left_now AS (
    SELECT agency_id, year, min(outcome) AS outcome, string_agg(concat_ws(': ', audit, reason), '; ' ORDER BY publication) AS reason
    FROM set_aside ANTI JOIN set_aside_before USING (publication, outcome) WHERE agency_id IS NOT NULL GROUP BY agency_id, year
), back_now AS (
    SELECT agency_id, year, concat('no longer ', min(outcome)) AS reason
    FROM set_aside_before ANTI JOIN set_aside USING (publication) WHERE agency_id IS NOT NULL GROUP BY agency_id, year
)
SELECT
    getvariable('release'), agency_id, year,
    CASE WHEN out.outcome IS NOT NULL AND (a.publication IS NULL OR a.publication = b.publication) THEN out.outcome
         WHEN b.publication IS NULL THEN 'added' WHEN a.publication IS NULL THEN 'withdrawn'
         WHEN a.publication <> b.publication THEN 'revised' ELSE 'reread' END AS change,
    coalesce(c.figures, l.figures, 0), b.publication, a.publication, coalesce(out.reason, back.reason)
FROM report_before b
FULL JOIN report_after a USING (agency_id, year)
FULL JOIN left_now out USING (agency_id, year)
LEFT JOIN back_now back USING (agency_id, year)
LEFT JOIN changed c USING (agency_id, year)
LEFT JOIN lone l USING (agency_id, year)
LEFT JOIN text_before tb USING (agency_id, year)
LEFT JOIN text_after ta USING (agency_id, year)
WHERE b.publication IS DISTINCT FROM a.publication OR c.figures IS NOT NULL OR tb.sections IS DISTINCT FROM ta.sections
    OR out.outcome IS NOT NULL
ORDER BY ALL;
