-- Purpose: the figures of current reports that are known to be misprinted, each with what it should say and why.
CREATE OR REPLACE VIEW corrected_figure AS
SELECT
    f.agency_id, f.agency, f.region_code, f.province, f.city, f.county, f.level, f.kind, f.year, f.code, f.row_label, f.column_label, f.raw, f.value, c.meant, f.unit, c.reason, c.source,
    f.sha256
FROM correction c JOIN current_figure f ON f.agency_id = c.agency_id AND f.year = c.year AND f.code = c.code;
COMMENT ON VIEW corrected_figure IS 'Known misprints (勘误) beside the figures as printed.';
COMMENT ON COLUMN corrected_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN corrected_figure.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN corrected_figure.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN corrected_figure.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN corrected_figure.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN corrected_figure.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN corrected_figure.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN corrected_figure.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN corrected_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN corrected_figure.code IS 'Figure code, table.row.column.';
COMMENT ON COLUMN corrected_figure.row_label IS 'Official Chinese label of the row.';
COMMENT ON COLUMN corrected_figure.column_label IS 'Official Chinese label of the column.';
COMMENT ON COLUMN corrected_figure.raw IS 'Text of the cell as printed.';
COMMENT ON COLUMN corrected_figure.value IS 'The number as printed.';
COMMENT ON COLUMN corrected_figure.meant IS 'What it should say; null where nobody knows.';
COMMENT ON COLUMN corrected_figure.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN corrected_figure.reason IS 'Why it is wrong.';
COMMENT ON COLUMN corrected_figure.source IS 'Where that can be looked up.';
COMMENT ON COLUMN corrected_figure.sha256 IS 'Document in which the misprint stands.';
