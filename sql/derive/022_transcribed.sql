-- Purpose: the sheets of the fresh reports with figures that a person read: few, and asked for by every question to the wide views.
DELETE FROM transcribed_sheet WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO transcribed_sheet
SELECT r.agency_id, r.year, r.revision, d.sheet, count(*)
FROM fresh_figure f JOIN fresh_report r USING (n) JOIN figure_definition d USING (form, code)
WHERE f.is_transcribed GROUP BY ALL;
