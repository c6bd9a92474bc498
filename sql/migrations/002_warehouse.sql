-- Purpose: from the warehouse of 0.1.0 to that of 0.2.0. The forms of a report's sheets are rows, no longer three columns; a release tells
-- the units of a figure that changed; what was handed in together is remembered.
CREATE TABLE report_form AS
SELECT agency_id, year, revision, sheet, form FROM report UNPIVOT (form FOR sheet IN (form_t2 AS 't2', form_t3 AS 't3', form_t4 AS 't4'))
UNION
SELECT agency_id, year, revision, d.sheet, f.form FROM figure f JOIN figure_definition d USING (form, code);

ALTER TABLE report DROP COLUMN form_t2;
ALTER TABLE report DROP COLUMN form_t3;
ALTER TABLE report DROP COLUMN form_t4;

ALTER TABLE release_figure_change ADD COLUMN old_unit VARCHAR;
ALTER TABLE release_figure_change ADD COLUMN new_unit VARCHAR;

ALTER TABLE release_audit ADD COLUMN held BIGINT;
ALTER TABLE release_change ADD COLUMN reason VARCHAR;

CREATE TABLE bundle AS
SELECT publication, position, sha256 FROM publication_part
WHERE publication IN (
    SELECT publication FROM publication_part GROUP BY publication
    HAVING count(*) > 1 AND sha256(string_agg(sha256, chr(10) ORDER BY position)) = publication
);
