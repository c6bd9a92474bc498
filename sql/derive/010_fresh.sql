-- Purpose: gather what is to be derived anew: a piece of the stale reports, all their revisions, and the cells of these.
-- `n` numbers the revisions, so that the steps that follow group by a number.
CREATE OR REPLACE TEMP TABLE fresh_report AS
SELECT row_number() OVER ()::INTEGER AS n, agency_id, year, revision FROM report SEMI JOIN piece USING (agency_id, year);

CREATE OR REPLACE TEMP TABLE fresh_figure AS
SELECT n, form, code, value, unit, hash(hash(code, value, state, unit, raw)) AS digest,
    state = 'transcribed' AS is_transcribed
FROM figure JOIN fresh_report USING (agency_id, year, revision);
