-- Purpose: take out what publications read again had left, and renumber older revisions whose place has changed.
CREATE OR REPLACE TEMP TABLE concerned AS
SELECT sha256 FROM arrived UNION SELECT sha256 FROM publication_part SEMI JOIN replaced USING (publication);

CREATE OR REPLACE TEMP TABLE described AS
SELECT sha256, media_type, size_bytes, source, reader, layouts, is_settled FROM arrived
UNION ALL
SELECT sha256, media_type, size_bytes, source, reader, layouts, is_settled FROM document SEMI JOIN concerned USING (sha256);

DELETE FROM figure USING replaced r
WHERE figure.agency_id = r.agency_id AND figure.year = r.year AND figure.revision = r.revision;
DELETE FROM report_form USING replaced r
WHERE report_form.agency_id = r.agency_id AND report_form.year = r.year AND report_form.revision = r.revision;
DELETE FROM section USING replaced r
WHERE section.agency_id = r.agency_id AND section.year = r.year AND section.revision = r.revision;
DELETE FROM text_figure USING replaced r
WHERE text_figure.agency_id = r.agency_id AND text_figure.year = r.year AND text_figure.revision = r.revision;
DELETE FROM indicator USING replaced r
WHERE indicator.agency_id = r.agency_id AND indicator.year = r.year AND indicator.revision = r.revision;
DELETE FROM finding WHERE publication IN (SELECT publication FROM replaced);
DELETE FROM report WHERE publication IN (SELECT publication FROM replaced);
DELETE FROM publication_part WHERE publication IN (SELECT publication FROM replaced);
DELETE FROM document WHERE sha256 IN (SELECT sha256 FROM concerned);

UPDATE figure SET revision = n.revision FROM renumbered n
WHERE figure.agency_id = n.agency_id AND figure.year = n.year AND figure.revision = n.was;
UPDATE report_form SET revision = n.revision FROM renumbered n
WHERE report_form.agency_id = n.agency_id AND report_form.year = n.year AND report_form.revision = n.was;
UPDATE section SET revision = n.revision FROM renumbered n
WHERE section.agency_id = n.agency_id AND section.year = n.year AND section.revision = n.was;
UPDATE text_figure SET revision = n.revision FROM renumbered n
WHERE text_figure.agency_id = n.agency_id AND text_figure.year = n.year AND text_figure.revision = n.was;
UPDATE indicator SET revision = n.revision FROM renumbered n
WHERE indicator.agency_id = n.agency_id AND indicator.year = n.year AND indicator.revision = n.was;
UPDATE finding SET revision = n.revision FROM renumbered n WHERE finding.publication = n.publication;
UPDATE report SET revision = n.revision, is_current = n.is_current FROM renumbered n
WHERE report.publication = n.publication;
