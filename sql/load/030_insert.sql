-- Purpose: bring in the staged publications. A document of several publications has the best of the fates that it met in them.
INSERT INTO publication_part
SELECT publication, position, sha256, agency_id, year, outcome, reason, is_settled FROM arrived;

INSERT INTO document
WITH fate AS (
    SELECT sha256, outcome, reason, is_settled
    FROM publication_part SEMI JOIN concerned USING (sha256)
    QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY outcome_rank(outcome), is_settled DESC, reason) = 1
), description AS (
    SELECT sha256, media_type, size_bytes, min(source) OVER (PARTITION BY sha256) AS source, reader, layouts
    FROM described
    QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY is_settled DESC, reader DESC, layouts DESC) = 1
)
SELECT sha256, media_type, size_bytes, source, reader, layouts, outcome, reason, is_settled
FROM description JOIN fate USING (sha256);

INSERT INTO report
SELECT
    r.agency_id, r.year, n.revision, n.rank = 1, n.publication, a.sha256, r.title, r.published_on, n.first_seen_at,
    r.agency_name, r.agency_printed, r.agency_resolved, r.outcome, r.published_by, r.signed_on
FROM staged_report r JOIN arrived a USING (doc) JOIN numbered n USING (publication);

CREATE OR REPLACE TEMP TABLE keyed AS
SELECT a.doc, a.sha256, a.publication, n.agency_id, n.year, n.revision
FROM arrived a LEFT JOIN numbered n USING (publication);

INSERT INTO report_form SELECT agency_id, year, revision, sheet, form FROM staged_report_form JOIN keyed USING (doc);

INSERT INTO report_agency
SELECT agency_id, year, revision, position, role, name, other_id FROM staged_report_agency JOIN keyed USING (doc);

INSERT INTO figure
SELECT agency_id, year, revision, code, form, value, unit, state, raw, locator, confidence, sha256
FROM staged_figure JOIN keyed USING (doc);

INSERT INTO indicator
SELECT agency_id, year, revision, position, code, label, column_label, value, unit, state, raw, locator, sha256
FROM staged_indicator JOIN keyed USING (doc);

INSERT INTO section
SELECT agency_id, year, revision, position, code, title, text, sha256
FROM staged_section JOIN keyed USING (doc);

INSERT INTO text_figure
SELECT
    agency_id, year, revision, code, value, unit, approximate, state, raw, sentence, section, characters_before, sha256
FROM staged_text_figure JOIN keyed USING (doc);

INSERT INTO finding
SELECT agency_id, year, revision, position, rule, severity, place, message, left_side, right_side, publication, sha256
FROM staged_finding JOIN keyed USING (doc);
