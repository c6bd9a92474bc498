-- Purpose: the years as one line wherever the crosswalk allows it: one row per agency, year and concept, with how far it is comparable.
CREATE OR REPLACE VIEW series AS
SELECT
    v.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    v.year,
    v.concept,
    c.label,
    v.value,
    v.unit,
    s.form,
    s.comparability,
    s.note,
    coalesce(l.line_id, v.agency_id) AS line_id,
    coalesce(e.name, a.agency) AS line,
    NOT contradicts(x.sheets, s.sheets) AS is_consistent
FROM series_value v
JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
JOIN crosswalk_concept c ON c.concept = v.concept
JOIN crosswalk_source s ON s.concept = v.concept AND s.source = v.source
LEFT JOIN agency_place a ON a.agency_id = v.agency_id
LEFT JOIN agency_line l ON l.agency_id = v.agency_id
LEFT JOIN agency e ON e.agency_id = l.line_id
LEFT JOIN contradicted_report x ON x.agency_id = v.agency_id AND x.year = v.year AND x.revision = v.revision;
COMMENT ON VIEW series IS 'Series over the years and forms (历年可比数据), one row per agency, year and concept. A line ends where its concept ends: see series_seam.';
COMMENT ON COLUMN series.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN series.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN series.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN series.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN series.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN series.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN series.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN series.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN series.scope IS 'What its report may speak for (汇总口径); see agency_place.';
COMMENT ON COLUMN series.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN series.concept IS 'What is counted; see crosswalk_concept.';
COMMENT ON COLUMN series.label IS 'Official Chinese label of the concept.';
COMMENT ON COLUMN series.value IS 'The figure or, where the crosswalk says so, the sum of several; null where one of them is blank: blank is not zero. An amount of money is converted into the unit; null where its print tells none.';
COMMENT ON COLUMN series.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN series.form IS 'Form from which it comes (报告格式); "stat_local": a list that no form describes; "text": told in prose.';
COMMENT ON COLUMN series.comparability IS 'exact or approximate.';
COMMENT ON COLUMN series.note IS 'Why it is approximate; empty where it is exact.';
COMMENT ON COLUMN series.line_id IS 'The agency''s last successor, itself where it has none: what follows it over renamings and reforms; see agency_line. A merger has several agencies in one year.';
COMMENT ON COLUMN series.line IS 'Its name (现机关名称).';
COMMENT ON COLUMN series.is_consistent IS 'False where an equation of the table in which the figure stands fails in this report (勾稽关系不成立), see contradicted; of a figure from prose or a local list, where one of any table does.';

CREATE OR REPLACE VIEW series_seam AS
SELECT concept, label, 'same concept' AS seam, form_before, form_after, concept AS other_concept, comparability, why
FROM crosswalk_seam JOIN crosswalk_concept USING (concept)
UNION ALL
SELECT earlier, label, 'two concepts', NULL, NULL, later, comparability, why
FROM crosswalk_join JOIN crosswalk_concept ON concept = earlier;
COMMENT ON VIEW series_seam IS 'Where the lines of series stop, and why; and which concepts may not be joined although they look alike (口径衔接).';
COMMENT ON COLUMN series_seam.concept IS 'Concept; see crosswalk_concept.';
COMMENT ON COLUMN series_seam.label IS 'Official Chinese label of the concept.';
COMMENT ON COLUMN series_seam.seam IS '"same concept": from one form to the next; "two concepts": from this one to other_concept.';
COMMENT ON COLUMN series_seam.form_before IS 'Form before the change; null between two concepts.';
COMMENT ON COLUMN series_seam.form_after IS 'Form after the change; null between two concepts.';
COMMENT ON COLUMN series_seam.other_concept IS 'Concept that would go on; the same where seam is "same concept".';
COMMENT ON COLUMN series_seam.comparability IS 'exact: one line; approximate: one line with a note; none: the line stops.';
COMMENT ON COLUMN series_seam.why IS 'Why; empty where it is exact.';

CREATE OR REPLACE MACRO joined_series(earlier_concept, later_concept) AS TABLE
WITH permission AS (
    SELECT CASE
        WHEN earlier_concept = later_concept THEN ''
        WHEN any_value(comparability) IN ('exact', 'approximate') THEN any_value(why)
        ELSE error(concat(
            earlier_concept, ' and ', later_concept, ' may not be joined: ',
            coalesce(any_value(why), 'the crosswalk does not declare it.')
        ))
    END AS note
    FROM crosswalk_join WHERE earlier = earlier_concept AND later = later_concept
)
SELECT
    s.agency_id, s.agency, s.region_code, s.province, s.city, s.county, s.level, s.kind, s.year, s.concept, s.value, s.unit, s.form,
    CASE WHEN p.note = '' THEN s.comparability ELSE 'approximate' END AS comparability,
    trim(concat(s.note, ' ', p.note)) AS note
FROM permission p JOIN series s ON p.note IS NOT NULL AND s.concept IN (earlier_concept, later_concept)
QUALIFY row_number() OVER (PARTITION BY s.agency_id, s.year ORDER BY s.value IS NULL, s.concept <> later_concept) = 1;
COMMENT ON MACRO TABLE joined_series IS 'joined_series(earlier_concept, later_concept): two concepts as one line (合并序列), where the crosswalk allows it; an error with the reason where it does not.';
