-- Purpose: bring in the staged documents; `doc` is a document's number within the staged batch.
INSERT INTO document
SELECT
    sha256, media_type, size_bytes, least(d.source, replaced.source), reader, layouts, outcome, reason, is_settled
FROM staged_document d LEFT JOIN replaced USING (sha256);

INSERT INTO report
SELECT
    agency_id, year, revision, is_current, sha256, title, published_on,
    agency_name, agency_printed, agency_resolved, form_t2, form_t3, form_t4, outcome
FROM staged_report JOIN numbered USING (sha256);

CREATE OR REPLACE TEMP TABLE keyed AS
SELECT d.doc, d.sha256, r.agency_id, r.year, n.revision
FROM staged_document d LEFT JOIN staged_report r USING (sha256) LEFT JOIN numbered n USING (sha256);

INSERT INTO figure
SELECT agency_id, year, revision, code, form, value, unit, state, raw, locator, confidence, sha256
FROM staged_figure JOIN keyed USING (doc);

INSERT INTO section
SELECT agency_id, year, revision, position, code, title, text, sha256
FROM staged_section JOIN keyed USING (doc);

INSERT INTO finding
SELECT agency_id, year, revision, position, rule, severity, place, message, left_side, right_side, sha256
FROM staged_finding JOIN keyed USING (doc);
