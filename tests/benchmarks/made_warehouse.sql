-- Purpose: reports of the form of 2021 made up by the number, for the benchmark: those from `first` up to `beyond`, five years an agency,
-- every cell filled, six sections of narrative of some 8 KB a report, one finding each.
CREATE OR REPLACE TEMP TABLE made AS
SELECT
    n,
    '110000-' || printf('%08x', n // 5) AS agency_id,
    (2019 + n % 5)::SMALLINT AS year,
    sha256('report ' || n) AS sha256,
    printf('第%d号局', n // 5) AS name
FROM range(getvariable('first'), getvariable('beyond')) t(n);

INSERT INTO document BY NAME
SELECT
    sha256, 'text/html' AS media_type, 60000 AS size_bytes, printf('reports/%d.html', n) AS source, 'html' AS reader,
    ['html_table'] AS layouts, 'loaded' AS outcome, true AS is_settled
FROM made;
INSERT INTO publication_part BY NAME
SELECT sha256 AS publication, 0 AS position, sha256, 'loaded' AS outcome, true AS is_settled FROM made;
INSERT INTO agency BY NAME
SELECT DISTINCT agency_id, name, []::VARCHAR[] AS aliases, true AS is_resolved, '110000' AS region_code, 'county' AS level, 'finance' AS kind
FROM made;
INSERT INTO report BY NAME
SELECT
    agency_id, year, 1 AS revision, true AS is_current, sha256 AS publication, sha256,
    printf('%s%d年政府信息公开工作年度报告', name, year) AS title, make_date(year + 1, 1, 10 + n % 20) AS published_on,
    name AS agency_name, name AS agency_printed, true AS agency_resolved,
    'loaded' AS outcome
FROM made;
INSERT INTO standing BY NAME
SELECT
    agency_id, year, sha256 AS publication, 1 AS rank, true AS is_whole, true AS is_filled, 6 AS tables, 200 AS figures,
    true AS is_shown, true AS has_narrative, 'unknown' AS site, 0 AS first_run
FROM made;
INSERT INTO report_form
SELECT agency_id, year, 1, unnest(['t2', 't3', 't4']), 'form_2021' FROM made;

INSERT INTO figure BY NAME
WITH cell AS (
    SELECT code, unit, position, printf('html:table[%s]/tr[%d]/td[%d]', sheet[2:], position // 8, position % 8) AS locator
    FROM figure_definition WHERE form = 'form_2021'
), drawn AS (
    SELECT *, hash(n, position) AS chance FROM made, cell
), valued AS (
    SELECT *, CASE chance % 20
        WHEN 0 THEN NULL WHEN 1 THEN chance // 20 % 10000 WHEN 2 THEN chance // 20 % 500 WHEN 3 THEN chance // 20 % 100
        WHEN 4 THEN chance // 20 % 20 WHEN 5 THEN chance // 20 % 20 ELSE 0 END AS value
    FROM drawn
)
SELECT
    agency_id, year, 1 AS revision, code, 'form_2021' AS form, value, unit,
    CASE WHEN value IS NULL THEN 'blank' ELSE 'number' END AS state, coalesce(value::VARCHAR, '') AS raw, locator, sha256
FROM valued;

SET VARIABLE phrases = [
    '本机关把公开的事项逐一列出', '在网站首页设了专门的栏目', '对照清单核对了每一项内容', '答复前先同申请人通了电话',
    '工作人员参加了两次培训', '把常被问到的问题整理成册', '文件起草时就写明能否公开', '每个季度向社会报告一次进展',
    '有的科室发布得还不够及时', '解读的形式比较单一', '今后要增加图表和短片', '请第三方做了一次检查',
    '按时办结了收到的申请', '没有因此被提起诉讼', '平台之间的数据还不能互通', '基层窗口的设备已经更换',
    '把十年前的旧文件重新清理', '对失效的文件标明了状态', '栏目由专人每天查看', '公众的留言都有回音'];

-- One agency in ten tells the same every year; the others find new words.
INSERT INTO section BY NAME
WITH drawn AS (
    SELECT m.*, k, list_transform(range(22), lambda p: hash(if(n // 5 % 10 = 0, n // 5, n + 1000000), k, p)) AS chances
    FROM made m, range(6) s(k)
)
SELECT
    agency_id, year, 1 AS revision, (k + 1)::SMALLINT AS position,
    ['overview', 'active_disclosure', 'requests', 'review_litigation', 'problems', 'other'][k + 1] AS code,
    printf('第%d节', k + 1) AS title,
    array_to_string(list_transform(chances, lambda chance: concat(
        getvariable('phrases')[(1 + chance % 20)::BIGINT],
        CASE WHEN chance // 20 % 5 > 0
        THEN printf('，%s%s%s%d件', getvariable('phrases')[(1 + chance // 100 % 20)::BIGINT],
            chr((19968 + chance // 2000 % 3000)::INTEGER), chr((19968 + chance // 7000 % 3000)::INTEGER), chance // 9000 % 3000) END,
        '。'
    )), '') AS text,
    sha256
FROM drawn;

INSERT INTO finding BY NAME
SELECT
    agency_id, year, 1 AS revision, 1 AS position, 'F21_T2_INFORCE_GE_ISSUED' AS rule, 'info' AS severity,
    't2_art20_1_documents.regulations' AS place, 'made up' AS message, 5 AS left_side, 9 AS right_side, sha256 AS publication, sha256
FROM made;

INSERT INTO ingest_outcome BY NAME
SELECT 1 AS run, printf('reports/%d.html', n) AS source, sha256, sha256 AS publication, 'loaded' AS outcome FROM made;
INSERT INTO stale_report SELECT agency_id, year FROM made;
INSERT INTO release_pending SELECT agency_id, year FROM made;
