-- Purpose: renumber the revisions whose place has changed, as `renumbered` tells.
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
