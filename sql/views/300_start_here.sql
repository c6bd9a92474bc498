-- Purpose: where to begin: the twelve views for people, each with one line and one query that can be run as it stands.
CREATE OR REPLACE VIEW start_here AS
SELECT position, name, about, query FROM (VALUES
    (1, 'report_overview', 'reports at a glance: headline figures, findings, lateness, source',
        'FROM report_overview ORDER BY requests_received DESC LIMIT 10'),
    (2, 'requests_total', 'requests of all applicants, a column for each printed row',
        'SELECT agency, year, new_received, granted, denied_computed FROM requests_total'),
    (3, 'requests', 'the same by kind of applicant, without the total',
        'SELECT year, applicant, sum(new_received) FROM requests GROUP BY ALL'),
    (4, 'disclosure', 'documents, licences, penalties, fees',
        'SELECT agency, year, fees_wan_yuan * 10000 AS yuan FROM disclosure'),
    (5, 'remedies', 'reviews and lawsuits',
        'SELECT year, sum(review_total), sum(litigation_total_computed) FROM remedies GROUP BY year'),
    (6, 'series', 'one line over all forms for each concept, with how far it is comparable',
        'SELECT year, agency, value FROM series WHERE concept = ''requests_received'''),
    (7, 'rate', 'ready-made rates with both sides; FROM pooled_rate(''grant_rate'', province) pools them',
        'SELECT agency, percent FROM rate WHERE rate = ''denial_rate'' AND is_consistent'),
    (8, 'peer_rank', 'each rate among agencies of the same level, kind and province',
        'SELECT agency, percent, peer_rank, peers FROM peer_rank WHERE rate = ''denial_rate'''),
    (9, 'region_series', 'sums over provinces, cities and counties that count nothing twice',
        'SELECT province, year, value FROM region_series WHERE region_level = ''province'' AND scope = ''governments'' AND level = ''county'''),
    (10, 'coverage', 'what is there, refused, contradictory, not there, never looked at',
        'SELECT year, state, count(*) FROM coverage GROUP BY ALL'),
    (11, 'report_finding', 'all that is doubtful about the figures',
        'SELECT agency, year, rule, place, message FROM report_finding WHERE severity = ''error'''),
    (12, 'current_figure', 'every figure with its labels, its print and its place',
        'SELECT agency, year, row_label, value, raw, locator FROM current_figure WHERE code = ''t3_requests.granted.total''')
) AS here(position, name, about, query);
COMMENT ON VIEW start_here IS 'The views to begin with (从这里开始), one row each. All others are told by duckdb_views() and docs/data-dictionary.md.';
COMMENT ON COLUMN start_here.position IS 'Place in the list, from 1 (序号).';
COMMENT ON COLUMN start_here.name IS 'Name of the view (视图).';
COMMENT ON COLUMN start_here.about IS 'What it holds, in a line (内容).';
COMMENT ON COLUMN start_here.query IS 'A query that can be run as it stands (示例查询).';
