-- Purpose: ready-made rates, each with its numerator and its declared denominator: both there or both null, so that sums over reports pool
-- rightly. `pooled_rate` does so over any group.
CREATE OR REPLACE VIEW rate AS
WITH sound AS (
    SELECT
        agency_id, year, revision, rate, is_approximate, sheets, CASE WHEN denominator IS NOT NULL THEN numerator END AS numerator,
        CASE WHEN numerator IS NOT NULL THEN denominator END AS denominator
    FROM rate_value
)
SELECT
    v.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    v.year,
    v.rate,
    v.numerator,
    v.denominator,
    CASE WHEN v.denominator >= d.smallest THEN round(100 * v.numerator / v.denominator, 1) END AS percent,
    CASE WHEN v.is_approximate THEN 'approximate' ELSE 'exact' END AS comparability,
    NOT contradicts(x.sheets, v.sheets) AS is_consistent,
    contradicts(p.sheets, v.sheets) AS is_transcribed
FROM sound v
JOIN rate_definition d ON d.rate = v.rate
JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = v.agency_id
LEFT JOIN contradicted_report x ON x.agency_id = v.agency_id AND x.year = v.year AND x.revision = v.revision
LEFT JOIN transcribed_report p ON p.agency_id = v.agency_id AND p.year = v.year AND p.revision = v.revision;
COMMENT ON VIEW rate IS 'Rates (比率), one row per agency, year and rate; what they mean stands in rate_definition. To pool them over a group: pooled_rate.';
COMMENT ON COLUMN rate.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN rate.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN rate.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN rate.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN rate.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN rate.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN rate.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN rate.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN rate.scope IS 'What its report may speak for (汇总口径); see agency_place.';
COMMENT ON COLUMN rate.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN rate.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN rate.numerator IS 'Sum above the line (分子); null where a part of either side is blank or was refused, see rate_lacks.';
COMMENT ON COLUMN rate.denominator IS 'Sum below the line (分母); null where numerator is.';
COMMENT ON COLUMN rate.percent IS 'The rate in percent; null where a part is blank or the denominator is smaller than declared.';
COMMENT ON COLUMN rate.comparability IS 'exact or approximate, as its parts are in series.';
COMMENT ON COLUMN rate.is_consistent IS 'False where an equation of a table in which a figure of either side stands fails in this report (勾稽关系不成立), see contradicted; where one stands in prose or in a local list, one of any table.';
COMMENT ON COLUMN rate.is_transcribed IS 'True where a person read figures of a table in which a figure of either side stands (人工判读); see person_reading.';

CREATE OR REPLACE VIEW rate_lacks AS
WITH part AS (
    SELECT rate, unnest(list_distinct(numerator || denominator)) AS concept FROM rate_definition
)
SELECT v.agency_id, v.year, v.rate, p.concept, CASE WHEN s.concept IS NULL THEN 'not read' ELSE 'no number' END AS why
FROM rate_value v
JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
JOIN part p ON p.rate = v.rate
LEFT JOIN series_value s ON s.agency_id = v.agency_id AND s.year = v.year AND s.revision = v.revision AND s.concept = p.concept
WHERE s.value IS NULL AND (v.numerator IS NULL OR v.denominator IS NULL);
COMMENT ON VIEW rate_lacks IS 'Why a rate is null (比率缺项), one row per agency, year, rate and concept that it lacks.';
COMMENT ON COLUMN rate_lacks.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN rate_lacks.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN rate_lacks.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN rate_lacks.concept IS 'Concept that is lacking; see crosswalk_concept.';
COMMENT ON COLUMN rate_lacks.why IS 'not read: the form does not have it, or its row was refused; no number: it is blank, a dash or text.';

CREATE OR REPLACE MACRO pooled_percent(numerator, denominator) AS
round(
    100 * sum(numerator) FILTER (numerator IS NOT NULL AND denominator IS NOT NULL)
    / nullif(sum(denominator) FILTER (numerator IS NOT NULL AND denominator IS NOT NULL), 0), 1
);
COMMENT ON MACRO pooled_percent IS 'pooled_percent(numerator, denominator): an aggregate (合并比率): the sum of the numerators in percent of the sum of the denominators, over rows that have both.';

CREATE OR REPLACE MACRO pooled_rate(which_rate, by_what) AS TABLE
WITH asked AS (
    SELECT CASE WHEN count(*) = 1 THEN min(smallest) ELSE error(concat(which_rate, ' is no rate; see rate_definition')) END AS smallest
    FROM rate_definition WHERE rate = which_rate
), pooled AS (
    SELECT
        by_what AS pool, scope, level, year, sum(numerator) AS numerator, sum(denominator) AS denominator, count(numerator) AS reports,
        count(*) - count(numerator) AS blank_reports, count_if(numerator IS NOT NULL AND NOT is_consistent) AS contradictory_reports
    FROM rate WHERE rate = which_rate AND scope IS NOT NULL AND level IS NOT NULL GROUP BY ALL
)
SELECT p.*, CASE WHEN p.denominator >= q.smallest THEN round(100 * p.numerator / p.denominator, 1) END AS percent
FROM asked q JOIN pooled p ON q.smallest IS NOT NULL;
COMMENT ON MACRO TABLE pooled_rate IS 'pooled_rate(rate, by): a rate over all reports of a group (合并比率): by is a column of rate, such as province. Columns pool, scope, level, year, numerator, denominator, reports, blank_reports (left out), contradictory_reports (among those counted), percent. Agencies of two scopes or levels are never pooled, those of unknown kind or level not at all.';
