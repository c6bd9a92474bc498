-- Purpose: a digest of all that the page of each report shows, by which a site knows which of its shards to write anew.
CREATE OR REPLACE TEMP TABLE site_report AS
WITH now_current AS (
    SELECT agency_id, year, revision FROM report WHERE is_current
), shown AS (
    SELECT agency_id, year, hash(o) AS print FROM report_overview o
    UNION ALL
    SELECT f.agency_id, f.year, hash(f) FROM figure f SEMI JOIN now_current USING (agency_id, year, revision)
    UNION ALL
    SELECT s.agency_id, s.year, hash(s) FROM section s SEMI JOIN now_current USING (agency_id, year, revision)
    UNION ALL
    SELECT t.agency_id, t.year, hash(t) FROM text_figure t SEMI JOIN now_current USING (agency_id, year, revision)
    UNION ALL
    SELECT i.agency_id, i.year, hash(i) FROM indicator i SEMI JOIN now_current USING (agency_id, year, revision)
    UNION ALL
    SELECT agency_id, year, hash(f) FROM report_finding f
    UNION ALL
    SELECT agency_id, year, hash(r) FROM report r
)
SELECT agency_id, year, sum(print::HUGEINT)::VARCHAR AS print FROM shown SEMI JOIN now_current USING (agency_id, year) GROUP BY ALL;
