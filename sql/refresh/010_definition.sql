-- Purpose: take over the forms' dictionary and the registry as they are today, before the first batch of a run.
DELETE FROM figure_definition;
INSERT INTO figure_definition SELECT * FROM staged_figure_definition;
DELETE FROM text_figure_definition;
INSERT INTO text_figure_definition SELECT * FROM staged_text_figure_definition;
DELETE FROM rule_definition;
INSERT INTO rule_definition SELECT * FROM staged_rule_definition;

DELETE FROM region_change;
INSERT INTO region_change SELECT * FROM staged_region_change;
DELETE FROM organ_succession;
INSERT INTO organ_succession SELECT * FROM staged_organ_succession;

CREATE OR REPLACE TEMP TABLE touched_agency AS
SELECT agency_id FROM registry UNION SELECT agency_id FROM report UNION SELECT agency_id FROM agency;

-- Where the crosswalk, the units of money, the rates, the checks between reports, or the version of DuckDB (whose hashes are stored) are not those of before, all
-- reports are stale.
INSERT INTO stale_report
SELECT DISTINCT agency_id, year FROM report
WHERE EXISTS (FROM crosswalk_source EXCEPT FROM staged_crosswalk_source)
   OR EXISTS (FROM staged_crosswalk_source EXCEPT FROM crosswalk_source)
   OR EXISTS (FROM rate_definition EXCEPT FROM staged_rate_definition)
   OR EXISTS (FROM staged_rate_definition EXCEPT FROM rate_definition)
   OR EXISTS (FROM cross_check EXCEPT FROM staged_cross_check)
   OR EXISTS (FROM staged_cross_check EXCEPT FROM cross_check)
   OR EXISTS (FROM cross_term EXCEPT FROM staged_cross_term)
   OR EXISTS (FROM staged_cross_term EXCEPT FROM cross_term)
   OR EXISTS (SELECT concept, unit FROM crosswalk_concept EXCEPT SELECT concept, unit FROM staged_crosswalk_concept)
   OR EXISTS (FROM money_unit EXCEPT FROM staged_money_unit)
   OR EXISTS (FROM staged_money_unit EXCEPT FROM money_unit)
   OR NOT EXISTS (FROM derived_with WHERE derived_with.version = version());
DELETE FROM derived_with;
INSERT INTO derived_with SELECT version(), digest, FALSE FROM staged_digest;

DELETE FROM money_unit;
INSERT INTO money_unit SELECT * FROM staged_money_unit;
DELETE FROM crosswalk_concept;
INSERT INTO crosswalk_concept SELECT * FROM staged_crosswalk_concept;
DELETE FROM crosswalk_source;
INSERT INTO crosswalk_source SELECT * FROM staged_crosswalk_source;
DELETE FROM crosswalk_seam;
INSERT INTO crosswalk_seam SELECT * FROM staged_crosswalk_seam;
DELETE FROM crosswalk_join;
INSERT INTO crosswalk_join SELECT * FROM staged_crosswalk_join;
DELETE FROM rate_definition;
INSERT INTO rate_definition SELECT * FROM staged_rate_definition;
DELETE FROM cross_check;
INSERT INTO cross_check SELECT * FROM staged_cross_check;
DELETE FROM cross_term;
INSERT INTO cross_term SELECT * FROM staged_cross_term;
DELETE FROM due_rule;
INSERT INTO due_rule SELECT * FROM staged_due_rule;
