-- Purpose: take out the reports of the publications in `replaced`, with all their rows.
DELETE FROM figure USING replaced r
WHERE figure.agency_id = r.agency_id AND figure.year = r.year AND figure.revision = r.revision;
DELETE FROM report_form USING replaced r
WHERE report_form.agency_id = r.agency_id AND report_form.year = r.year AND report_form.revision = r.revision;
DELETE FROM report_agency USING replaced r
WHERE report_agency.agency_id = r.agency_id AND report_agency.year = r.year AND report_agency.revision = r.revision;
DELETE FROM section USING replaced r
WHERE section.agency_id = r.agency_id AND section.year = r.year AND section.revision = r.revision;
DELETE FROM text_figure USING replaced r
WHERE text_figure.agency_id = r.agency_id AND text_figure.year = r.year AND text_figure.revision = r.revision;
DELETE FROM indicator USING replaced r
WHERE indicator.agency_id = r.agency_id AND indicator.year = r.year AND indicator.revision = r.revision;
DELETE FROM finding WHERE publication IN (SELECT publication FROM replaced);
DELETE FROM report WHERE publication IN (SELECT publication FROM replaced);
