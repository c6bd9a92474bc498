-- Purpose: from the warehouse of 0.1.0 to that of 0.2.0. The forms of a report's sheets are rows, no longer three columns; a release tells
-- the units of a figure that changed; what was handed in together is remembered.
CREATE TABLE report_form AS
SELECT agency_id, year, revision, sheet, form FROM report UNPIVOT (form FOR sheet IN (form_t2 AS 't2', form_t3 AS 't3', form_t4 AS 't4'))
UNION
SELECT agency_id, year, revision, d.sheet, f.form FROM figure f JOIN figure_definition d USING (form, code);

ALTER TABLE report DROP COLUMN form_t2;
ALTER TABLE report DROP COLUMN form_t3;
ALTER TABLE report DROP COLUMN form_t4;

-- The date of the sign-off is a fact of its own; what is there was printed by pages.
ALTER TABLE report ADD COLUMN published_by VARCHAR;
ALTER TABLE report ADD COLUMN signed_on DATE;
UPDATE report SET published_by = 'page' WHERE published_on IS NOT NULL;

ALTER TABLE release_figure_change ADD COLUMN old_unit VARCHAR;
ALTER TABLE release_figure_change ADD COLUMN new_unit VARCHAR;

ALTER TABLE release_audit ADD COLUMN held BIGINT;
ALTER TABLE release_change ADD COLUMN reason VARCHAR;

ALTER TABLE page ADD COLUMN cut_sha256 VARCHAR;

CREATE TABLE bundle AS
SELECT publication, position, sha256 FROM publication_part
WHERE publication IN (
    SELECT publication FROM publication_part GROUP BY publication
    HAVING count(*) > 1 AND sha256(string_agg(sha256, chr(10) ORDER BY position)) = publication
);

-- Of several prints of a report the best is current, no longer the last.
CREATE TABLE sighting AS
SELECT publication, regexp_replace(source, '^https?://(www\.)?', '') AS address, first_seen_at AS seen_at, CAST(NULL AS VARCHAR) AS site_of
FROM report JOIN document USING (sha256) WHERE first_seen_at IS NOT NULL;

CREATE TABLE standing AS
WITH cell AS (
    SELECT agency_id, year, revision, count(DISTINCT split_part(code, '.', 1)) AS tables, count(*) AS figures, count("value") AS filled
    FROM figure GROUP BY ALL
), annex AS (
    SELECT agency_id, year, revision, count("value") AS filled FROM indicator GROUP BY ALL
), narrative AS (
    SELECT agency_id, year, revision, count(DISTINCT code) AS sections
    FROM section WHERE text <> '' AND code <> 'preamble' AND NOT starts_with(code, 'overview_') GROUP BY ALL
), latest AS (
    SELECT publication FROM sighting JOIN report USING (publication)
    QUALIFY row_number() OVER (PARTITION BY agency_id, year, address ORDER BY seen_at DESC, publication) = 1
), held AS (
    SELECT
        agency_id, year, publication, published_on, first_seen_at, source,
        coalesce(c.filled, 0) + coalesce(a.filled, 0) > 0 AS is_filled,
        CAST(coalesce(c.tables, 0) + CAST(a.filled IS NOT NULL AS INTEGER) AS INTEGER) AS tables,
        CAST(coalesce(c.figures, 0) AS INTEGER) AS figures,
        first_seen_at IS NULL OR publication IN (FROM latest) AS is_shown,
        coalesce(n.sections, 0) >= 2 AS has_narrative
    FROM report JOIN document USING (sha256)
    LEFT JOIN cell c USING (agency_id, year, revision)
    LEFT JOIN annex a USING (agency_id, year, revision)
    LEFT JOIN narrative n USING (agency_id, year, revision)
)
SELECT
    agency_id, year, publication,
    CAST(row_number() OVER (
        PARTITION BY agency_id, year
        ORDER BY is_filled DESC, tables DESC, figures DESC, is_shown DESC, has_narrative DESC, published_on DESC NULLS LAST,
            first_seen_at DESC NULLS LAST, source, publication
    ) AS INTEGER) AS rank,
    true AS is_whole, is_filled, tables, figures, is_shown, has_narrative, 'unknown' AS site, 0 AS first_run
FROM held;

UPDATE report SET is_current = rank = 1 FROM standing WHERE standing.publication = report.publication;

-- A section whose title is of no known kind has no code.
ALTER TABLE section ALTER COLUMN code DROP NOT NULL;

ALTER TABLE page_version ADD COLUMN lost_at TIMESTAMP;
