-- Purpose: number the revisions of every agency and year that the staged reports touch, the reports already loaded included.
-- By date of publication (unknown first: a dated print supersedes an undated one), then by when it was first seen, where that is known,
-- then by hash: a function of what was handed in and not of its order. `doc` is a document's number within the staged batch.
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT * FROM staged_document
QUALIFY row_number() OVER (PARTITION BY publication, position ORDER BY is_settled DESC, source, doc) = 1;

CREATE OR REPLACE TEMP TABLE replaced AS
SELECT DISTINCT p.publication, r.agency_id, r.year, r.revision
FROM publication_part p LEFT JOIN report r USING (publication)
WHERE p.publication IN (SELECT publication FROM arrived);

CREATE OR REPLACE TEMP TABLE numbered AS
WITH touched AS (
    SELECT agency_id, year FROM staged_report
    UNION
    SELECT agency_id, year FROM replaced WHERE agency_id IS NOT NULL
), candidate AS (
    SELECT s.agency_id, s.year, s.published_on, s.first_seen_at, a.publication
    FROM staged_report s JOIN arrived a USING (doc)
    UNION ALL
    SELECT agency_id, year, published_on, first_seen_at, publication
    FROM report SEMI JOIN touched USING (agency_id, year) ANTI JOIN replaced USING (publication)
)
SELECT
    agency_id,
    year,
    publication,
    row_number() OVER revisions AS revision,
    row_number() OVER revisions = count(*) OVER (PARTITION BY agency_id, year) AS is_current
FROM candidate
WINDOW revisions AS (
    PARTITION BY agency_id, year ORDER BY published_on NULLS FIRST, first_seen_at NULLS FIRST, publication
);

CREATE OR REPLACE TEMP TABLE renumbered AS
SELECT r.agency_id, r.year, r.publication, r.revision AS was, n.revision, n.is_current
FROM numbered n JOIN report r USING (publication) ANTI JOIN replaced USING (publication)
WHERE (n.revision, n.is_current) IS DISTINCT FROM (r.revision, r.is_current);
