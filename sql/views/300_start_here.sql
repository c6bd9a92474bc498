-- Purpose: where to begin: the twelve views for people, each with one line and one query that can be run as it stands.
CREATE OR REPLACE VIEW start_here AS
SELECT position, name, about, about_zh, query FROM (VALUES
    (1, 'report_overview', 'reports at a glance: headline figures, findings, lateness, source',
        '年报概览：主要数据、核查发现、是否逾期、来源',
        'FROM report_overview ORDER BY requests_received DESC LIMIT 10'),
    (2, 'requests_total', 'requests of all applicants, a column for each printed row',
        '依申请公开总计，一行一机关一年',
        'SELECT agency, year, new_received, granted, denied_computed FROM requests_total'),
    (3, 'requests', 'the same by kind of applicant, without the total',
        '同上，按申请人类别，不含总计',
        'SELECT year, scope, applicant, sum(new_received) FROM requests GROUP BY ALL'),
    (4, 'disclosure', 'documents, licences, penalties, fees',
        '主动公开：文件、许可、处罚、收费',
        'SELECT agency, year, fees_wan_yuan * 10000 AS yuan FROM disclosure'),
    (5, 'remedies', 'reviews and lawsuits',
        '行政复议和行政诉讼',
        'SELECT year, scope, sum(review_total), sum(litigation_total_computed) FROM remedies GROUP BY ALL'),
    (6, 'series', 'one line over all forms for each concept, with how far it is comparable',
        '跨各版格式的历年可比数据',
        'SELECT year, agency, value FROM series WHERE concept = ''requests_received'''),
    (7, 'rate', 'ready-made rates with both sides; FROM pooled_rate(''grant_rate'', province) pools them',
        '常用比率及其分子、分母；pooled_rate 合并计算',
        'SELECT agency, percent FROM rate WHERE rate = ''denial_rate'' AND is_consistent'),
    (8, 'peer_rank', 'each rate among agencies of the same level, kind and province',
        '各比率在同级、同类、同省机关中的排名',
        'SELECT agency, percent, peer_rank, peers FROM peer_rank WHERE rate = ''denial_rate'''),
    (9, 'region_series', 'sums over provinces, cities and counties that count nothing twice',
        '省、市、县汇总，不重复计算',
        'SELECT province, year, value FROM region_series WHERE region_level = ''province'' AND scope = ''governments'' AND level = ''county'''),
    (10, 'coverage', 'what is there, refused, contradictory, not there, never looked at',
        '收录情况：已收录、自相矛盾、未能读取、未见公布、未曾查找',
        'SELECT year, state, count(*) FROM coverage GROUP BY ALL'),
    (11, 'report_finding', 'all that is doubtful about the figures',
        '全部核查发现',
        'SELECT agency, year, rule, place, message FROM report_finding WHERE severity = ''error'''),
    (12, 'current_figure', 'every figure with its labels, its print and its place',
        '每个数据及其标题、原文和位置',
        'SELECT agency, year, row_label, value, raw, locator FROM current_figure WHERE code = ''t3_requests.granted.total''')
) AS here(position, name, about, about_zh, query);
COMMENT ON VIEW start_here IS 'The views to begin with (从这里开始), one row each. All others are told by duckdb_views() and docs/data-dictionary.md.';
COMMENT ON COLUMN start_here.position IS 'Place in the list, from 1 (序号).';
COMMENT ON COLUMN start_here.name IS 'Name of the view (视图).';
COMMENT ON COLUMN start_here.about IS 'What it holds, in a line (内容).';
COMMENT ON COLUMN start_here.about_zh IS 'The same in Chinese (说明).';
COMMENT ON COLUMN start_here.query IS 'A query that can be run as it stands (示例查询).';
