-- Purpose: take the publications in `leaving` out of the build: their reports with all rows, not their documents, whose fate is told. The
-- reports that remain of their agencies and years are ranked anew.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT publication, r.agency_id, r.year, r.revision FROM leaving LEFT JOIN report r USING (publication);

INSERT INTO touched SELECT DISTINCT agency_id, year FROM replaced WHERE agency_id IS NOT NULL;
INSERT INTO stale_report SELECT DISTINCT agency_id, year FROM replaced WHERE agency_id IS NOT NULL;

DELETE FROM set_aside WHERE publication IN (SELECT publication FROM leaving);
INSERT INTO set_aside
SELECT DISTINCT ON (l.publication)
    l.publication, p.sha256, d.source, l.outcome, l.audit, l.reason, coalesce(b.since, l.since),
    coalesce(r.agency_id, p.agency_id), r.agency_name, coalesce(r.year, p.year), r.title
FROM leaving l
JOIN publication_part p ON p.publication = l.publication AND p.position = 0
JOIN document d USING (sha256)
LEFT JOIN report r ON r.publication = l.publication
LEFT JOIN set_aside_before b ON b.publication = l.publication AND b.outcome = l.outcome AND l.outcome = 'held';

UPDATE publication_part SET outcome = l.outcome, reason = l.reason, is_settled = false
FROM leaving l WHERE publication_part.publication = l.publication;

CREATE OR REPLACE TEMP TABLE concerned AS
WITH fate AS (
    SELECT sha256, outcome, reason, is_settled
    FROM publication_part WHERE sha256 IN (SELECT sha256 FROM publication_part SEMI JOIN leaving USING (publication))
    QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY outcome_rank(outcome), is_settled DESC, reason) = 1
)
SELECT DISTINCT ON (sha256) d.* REPLACE (fate.outcome AS outcome, fate.reason AS reason, fate.is_settled AS is_settled)
FROM document d JOIN fate USING (sha256);
DELETE FROM document WHERE sha256 IN (SELECT sha256 FROM concerned);
INSERT INTO document FROM concerned;

UPDATE ingest_outcome SET outcome = l.outcome, reason = l.reason
FROM leaving l WHERE ingest_outcome.publication = l.publication AND ingest_outcome.outcome IN ('loaded', 'loaded_with_findings', 'quarantined');

CREATE OR REPLACE TEMP TABLE candidate AS
SELECT
    r.agency_id, r.year, r.publication, r.published_on, r.first_seen_at, r.agency_name, r.agency_printed,
    s.is_whole, s.is_filled, s.tables, s.figures, s.has_narrative, s.site, s.first_run
FROM report r SEMI JOIN replaced USING (agency_id, year) ANTI JOIN leaving USING (publication) JOIN standing s USING (publication);

CREATE OR REPLACE TEMP TABLE path AS
SELECT publication, list(d.source ORDER BY position) AS path
FROM publication_part SEMI JOIN candidate USING (publication) JOIN document d USING (sha256) GROUP BY publication;
