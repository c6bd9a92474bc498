-- Purpose: gather the prints of every agency and year that this load touches, those already loaded included: what each holds, and the
-- paths of its documents.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT agency_id, year FROM staged_report
UNION
SELECT agency_id, year FROM replaced WHERE agency_id IS NOT NULL
UNION
SELECT agency_id, year FROM report SEMI JOIN seen USING (publication)
UNION
SELECT r.agency_id, r.year
FROM report r JOIN publication_part p USING (publication)
JOIN document d ON d.sha256 = p.sha256 JOIN named n ON n.sha256 = p.sha256 WHERE n.source < d.source;

CREATE OR REPLACE TEMP TABLE held AS
WITH cells AS (
    SELECT doc, count_if(state <> 'transcribed') AS figures, count("value") AS filled FROM staged_figure GROUP BY doc
), content AS (
    SELECT publication, max(tables) AS tables, CAST(sum(figures) AS INTEGER) AS figures, sum(filled) AS filled
    FROM cells JOIN arrived USING (doc) LEFT JOIN staged_content USING (doc) GROUP BY publication
), annex AS (
    SELECT publication, count("value") AS filled FROM staged_indicator JOIN arrived USING (doc) GROUP BY publication
), narrative AS (
    SELECT publication, count(DISTINCT code) AS sections
    FROM staged_section JOIN arrived USING (doc)
    WHERE text <> '' AND code <> 'preamble' AND NOT starts_with(code, 'overview_') GROUP BY publication
), cut AS (
    SELECT DISTINCT publication FROM staged_finding JOIN arrived USING (doc) WHERE rule = 'CUT_OFF'
)
SELECT
    publication,
    cut.publication IS NULL AS is_whole,
    coalesce(c.filled, 0) + coalesce(annex.filled, 0) > 0 AS is_filled,
    CAST(coalesce(c.tables, 0) + CAST(annex.publication IS NOT NULL AS INTEGER) AS INTEGER) AS tables,
    CAST(coalesce(c.figures, 0) AS INTEGER) AS figures,
    coalesce(n.sections, 0) >= 2 AS has_narrative
FROM (SELECT publication FROM arrived WHERE position = 0)
LEFT JOIN content c USING (publication)
LEFT JOIN annex USING (publication)
LEFT JOIN narrative n USING (publication)
LEFT JOIN cut USING (publication);

CREATE OR REPLACE TEMP TABLE candidate AS
SELECT
    s.agency_id, s.year, a.publication, s.published_on, s.first_seen_at, s.agency_name, s.agency_printed,
    h.is_whole, h.is_filled, h.tables, h.figures, h.has_narrative, CAST(NULL AS VARCHAR) AS site,
    coalesce(old.first_run, (SELECT max(run) FROM staged_outcome), 0) AS first_run
FROM staged_report s JOIN arrived a USING (doc) JOIN held h USING (publication) LEFT JOIN standing old USING (publication)
UNION ALL
SELECT
    r.agency_id, r.year, r.publication, r.published_on, r.first_seen_at, r.agency_name, r.agency_printed,
    h.is_whole, h.is_filled, h.tables, h.figures, h.has_narrative, NULL, h.first_run
FROM report r SEMI JOIN touched USING (agency_id, year) ANTI JOIN replaced USING (publication) JOIN standing h USING (publication);

CREATE OR REPLACE TEMP TABLE path AS
WITH part AS (
    SELECT publication, position, sha256 FROM arrived
    UNION ALL
    SELECT publication, position, sha256 FROM publication_part ANTI JOIN replaced USING (publication)
)
SELECT publication, list(least(n.source, d.source) ORDER BY position) AS path
FROM part SEMI JOIN candidate USING (publication) LEFT JOIN named n USING (sha256) LEFT JOIN document d USING (sha256)
GROUP BY publication;
