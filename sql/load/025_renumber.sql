-- Purpose: renumber the revisions whose place has changed, as `renumbered` tells, and write down how all of `numbered` stand.
UPDATE figure SET revision = n.revision FROM renumbered n
WHERE figure.agency_id = n.agency_id AND figure.year = n.year AND figure.revision = n.was;
UPDATE report_form SET revision = n.revision FROM renumbered n
WHERE report_form.agency_id = n.agency_id AND report_form.year = n.year AND report_form.revision = n.was;
UPDATE report_agency SET revision = n.revision FROM renumbered n
WHERE report_agency.agency_id = n.agency_id AND report_agency.year = n.year AND report_agency.revision = n.was;
UPDATE section SET revision = n.revision FROM renumbered n
WHERE section.agency_id = n.agency_id AND section.year = n.year AND section.revision = n.was;
UPDATE text_figure SET revision = n.revision FROM renumbered n
WHERE text_figure.agency_id = n.agency_id AND text_figure.year = n.year AND text_figure.revision = n.was;
UPDATE indicator SET revision = n.revision FROM renumbered n
WHERE indicator.agency_id = n.agency_id AND indicator.year = n.year AND indicator.revision = n.was;
UPDATE finding SET revision = n.revision FROM renumbered n WHERE finding.publication = n.publication;
UPDATE report SET revision = n.revision, is_current = n.is_current, first_seen_at = n.first_seen_at FROM renumbered n
WHERE report.publication = n.publication;

DELETE FROM standing WHERE publication IN (SELECT publication FROM replaced UNION SELECT publication FROM numbered);
INSERT INTO standing
SELECT agency_id, year, publication, rank, is_whole, is_filled, tables, figures, is_shown, has_narrative, site, first_run
FROM numbered;
