-- Purpose: from one year to the next, along the line of an agency (its renamings and reforms, see agency_line): how a figure grew, or why
-- the two may not be compared. Where a form stopped counting what it counted, a year is not there, or several agencies became one, the
-- line is broken: that is told, and nothing is computed over it.
CREATE OR REPLACE VIEW growth AS
WITH step AS (
    SELECT
        agency_id, agency, region_code, province, city, county, level, kind, line_id, line, year, concept, label, value, unit, form,
        is_consistent, comparability,
        {'agency_id': agency_id, 'agency': agency, 'year': year, 'value': value, 'unit': unit, 'form': form,
            'is_consistent': is_consistent, 'comparability': comparability} AS said
    FROM series
), own AS (
    SELECT *, lag(said) OVER (PARTITION BY agency_id, concept ORDER BY year) AS own_before FROM step
), kin AS (   -- the lines of several agencies, which are few: who of them said what in the last year of the line, and who does now
    SELECT
        agency_id, concept, year,
        list(said) OVER (along GROUPS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before,
        list(agency_id) OVER (along GROUPS BETWEEN CURRENT ROW AND CURRENT ROW) AS now
    FROM step SEMI JOIN agency_line USING (line_id)
    WINDOW along AS (PARTITION BY line_id, concept ORDER BY year)
), heir AS (   -- an agency goes on from itself and from those that report no more
    SELECT
        agency_id, concept, year,
        list_filter(before, lambda b: b.agency_id = agency_id OR NOT list_contains(now, b.agency_id)) AS heard,
        len(list_filter(now, lambda n: NOT list_contains(list_transform(before, lambda b: b.agency_id), n))) AS newcomers
    FROM kin
), met AS (
    SELECT
        o.*,
        CASE
            WHEN coalesce(len(h.heard), 0) = 0 THEN o.own_before
            WHEN len(h.heard) = 1 AND (h.heard[1].agency_id = o.agency_id OR h.newcomers = 1) THEN h.heard[1]
        END AS previous,
        coalesce(len(h.heard), 0) > 0 AND previous IS NULL AS is_merger,
        CASE WHEN is_merger THEN h.heard[1].year ELSE (previous).year END AS year_before
    FROM own o LEFT JOIN heir h ON h.agency_id = o.agency_id AND h.concept = o.concept AND h.year = o.year
)
SELECT
    s.agency_id, s.agency, s.region_code, s.province, s.city, s.county, s.level, s.kind, s.year, s.concept, s.label,
    s.value, s.unit, s.form, s.is_consistent AND coalesce((s.previous).is_consistent, true) AS is_consistent,
    s.year_before, (s.previous).value AS value_before, (s.previous).form AS form_before,
    CASE
        WHEN s.year_before IS NULL THEN 'first'
        WHEN s.year_before < s.year - 1 THEN 'gap'
        WHEN s.is_merger THEN 'merger'
        WHEN s.value IS NULL OR (s.previous).value IS NULL THEN 'blank'
        WHEN s.unit IS DISTINCT FROM (s.previous).unit THEN 'unit'
        WHEN m.comparability = 'none' THEN 'seam'
        WHEN 'approximate' IN (m.comparability, s.comparability, (s.previous).comparability) THEN 'approximate'
        WHEN s.form <> (s.previous).form AND m.concept IS NULL THEN 'seam'
        ELSE 'joined'
    END AS step,
    nullif(m.why, '') AS why,
    CASE WHEN step IN ('joined', 'approximate') THEN s.value - value_before END AS change,
    CASE WHEN step IN ('joined', 'approximate') AND value_before > 0 THEN round(100 * (s.value / value_before - 1), 1) END AS growth_percent,
    (s.previous).agency AS agency_before, s.line_id, s.line
FROM met s
LEFT JOIN crosswalk_seam m ON m.concept = s.concept AND m.form_before = (s.previous).form AND m.form_after = s.form;
COMMENT ON VIEW growth IS 'Steps from year to year (逐年变化), one row per agency, year and concept, along the line of the agency over renamings and reforms.';
COMMENT ON COLUMN growth.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN growth.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN growth.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN growth.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN growth.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN growth.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN growth.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN growth.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN growth.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN growth.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN growth.label IS 'Official Chinese label of the concept (指标名称).';
COMMENT ON COLUMN growth.value IS 'The figure (数值); see series.';
COMMENT ON COLUMN growth.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN growth.form IS 'Form from which it comes (报告格式).';
COMMENT ON COLUMN growth.is_consistent IS 'False where an equation of the table in which the figure stands fails, in this report or in the one before it (勾稽关系不成立); see series.';
COMMENT ON COLUMN growth.year_before IS 'Year of the report before it on the line that has the concept (上一年度).';
COMMENT ON COLUMN growth.value_before IS 'Its figure (上年数值).';
COMMENT ON COLUMN growth.form_before IS 'Its form (上年报告格式).';
COMMENT ON COLUMN growth.step IS 'joined: two years of one line; approximate: of nearly one, see why and the note in series; otherwise the line is broken here: first, gap (a year between is not there), merger (several agencies of the line became one, or two appear at once: their sum may be the figure before, see series), blank (one of both is no number), unit (their units differ), seam (the forms count other things, see why) (衔接).';
COMMENT ON COLUMN growth.why IS 'What the crosswalk says of the change of form; null where nothing changed.';
COMMENT ON COLUMN growth.change IS 'Value less value_before (增减); null where the line is broken.';
COMMENT ON COLUMN growth.growth_percent IS 'Growth in percent (增长百分比); null where the line is broken or begins at zero.';
COMMENT ON COLUMN growth.agency_before IS 'Agency that reported the year before (上年机关名称): another name where the agency was renamed.';
COMMENT ON COLUMN growth.line_id IS 'The agency''s last successor, itself where it has none; see series.';
COMMENT ON COLUMN growth.line IS 'Its name (现机关名称).';
