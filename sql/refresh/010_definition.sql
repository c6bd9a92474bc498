-- Purpose: take over the forms' dictionary and the registry as they are today, before the first batch of a run.
DELETE FROM figure_definition;
INSERT INTO figure_definition SELECT * FROM staged_figure_definition;
DELETE FROM rule_definition;
INSERT INTO rule_definition SELECT * FROM staged_rule_definition;

CREATE OR REPLACE TEMP TABLE touched_agency AS
SELECT agency_id FROM registry UNION SELECT agency_id FROM report UNION SELECT agency_id FROM agency;
