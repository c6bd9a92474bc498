-- Purpose: figures that current reports tell only in prose, and the cells of local lists, with names of agencies and labels.
CREATE OR REPLACE VIEW told_figure AS
SELECT
    t.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    t.year, t.code, d.label, t.value, t.unit, t.approximate AS is_approximate, t.state, t.raw, t.sentence, t.section, t.sha256
FROM text_figure t
JOIN report r ON r.agency_id = t.agency_id AND r.year = t.year AND r.revision = t.revision AND r.is_current
LEFT JOIN text_figure_definition d ON d.code = t.code
LEFT JOIN agency_place a ON a.agency_id = t.agency_id;
COMMENT ON VIEW told_figure IS 'Figures told in prose of current reports (文字中的数据), one row per agency, year and code.';
COMMENT ON COLUMN told_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN told_figure.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN told_figure.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN told_figure.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN told_figure.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN told_figure.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN told_figure.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN told_figure.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN told_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN told_figure.code IS 'Code of the quantity, text.name; see text_figure_definition.';
COMMENT ON COLUMN told_figure.label IS 'Its official or usual Chinese name (指标名称).';
COMMENT ON COLUMN told_figure.value IS 'The number, in the unit of this row (数值); 0 where words say that there was none.';
COMMENT ON COLUMN told_figure.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN told_figure.is_approximate IS 'Whether the print says that the number is not exact (约数).';
COMMENT ON COLUMN told_figure.state IS 'number, or stated_none where words say that there was none.';
COMMENT ON COLUMN told_figure.raw IS 'The number as printed.';
COMMENT ON COLUMN told_figure.sentence IS 'The sentence in which it stands, as printed (原文).';
COMMENT ON COLUMN told_figure.section IS 'Code of the section in which it stands, its title where that is of no known kind; see section.';
COMMENT ON COLUMN told_figure.sha256 IS 'Document in which it stands.';

CREATE OR REPLACE VIEW annex_figure AS
SELECT
    i.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    i.year, i.position, i.code, i.label, i.column_label, i.value, i.unit, i.state, i.raw, i.locator, i.sha256
FROM indicator i
JOIN report r ON r.agency_id = i.agency_id AND r.year = i.year AND r.revision = i.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = i.agency_id;
COMMENT ON VIEW annex_figure IS 'Cells of local lists in current reports (地方统计指标), one row per agency, year and position.';
COMMENT ON COLUMN annex_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN annex_figure.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN annex_figure.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN annex_figure.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN annex_figure.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN annex_figure.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN annex_figure.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN annex_figure.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN annex_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN annex_figure.position IS 'Place among the indicators of the report, from 1.';
COMMENT ON COLUMN annex_figure.code IS 'stat_local.row.column; see indicator.';
COMMENT ON COLUMN annex_figure.label IS 'Label of the row as printed (指标名称).';
COMMENT ON COLUMN annex_figure.column_label IS 'Head of the column as printed (栏目).';
COMMENT ON COLUMN annex_figure.value IS 'The number, in the unit of this row (数值); null where the cell is blank, a dash or text.';
COMMENT ON COLUMN annex_figure.unit IS 'Unit as the list prints it (计量单位); empty where it prints none.';
COMMENT ON COLUMN annex_figure.state IS 'number, annotated, blank, na or text.';
COMMENT ON COLUMN annex_figure.raw IS 'Text of the cell as printed.';
COMMENT ON COLUMN annex_figure.locator IS 'Place of the cell in the document.';
COMMENT ON COLUMN annex_figure.sha256 IS 'Document in which it stands.';
