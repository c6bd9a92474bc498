-- Purpose: the figures of the current print of every report, with agency name and labels: the place where most questions begin.
CREATE OR REPLACE VIEW current_figure AS
SELECT
    f.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    f.year,
    f.code,
    d.table_label,
    d.group_label,
    d.row_label,
    concat_ws(' ', nullif(d.column_head, ''), d.column_label) AS column_label,
    f.value,
    f.unit,
    f.state,
    f.raw,
    f.form,
    f.locator,
    f.confidence,
    f.sha256,
    c.sheet IS NULL AS is_consistent
FROM figure f
JOIN report r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = f.agency_id
LEFT JOIN figure_definition d ON d.form = f.form AND d.code = f.code
LEFT JOIN contradicted c ON c.agency_id = f.agency_id AND c.year = f.year AND c.revision = f.revision AND c.sheet = d.sheet;
COMMENT ON VIEW current_figure IS 'Figures of the current print of every report, with their labels (现行数据). Totals stand beside their parts: choose codes, such as code = ''t3_requests.new_received.total'', before adding up.';
COMMENT ON COLUMN current_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN current_figure.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN current_figure.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN current_figure.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN current_figure.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN current_figure.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN current_figure.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN current_figure.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN current_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN current_figure.code IS 'Figure code, table.row.column.';
COMMENT ON COLUMN current_figure.table_label IS 'Official Chinese label of the table.';
COMMENT ON COLUMN current_figure.group_label IS 'Official Chinese labels of the headings above the row.';
COMMENT ON COLUMN current_figure.row_label IS 'Official Chinese label of the row.';
COMMENT ON COLUMN current_figure.column_label IS 'Official Chinese label of the column, with the heading above it where there is one.';
COMMENT ON COLUMN current_figure.value IS 'The number, in the unit of this row; null where the cell is blank, a dash or text.';
COMMENT ON COLUMN current_figure.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN current_figure.state IS 'number, annotated, blank, na or text.';
COMMENT ON COLUMN current_figure.raw IS 'Text of the cell as printed.';
COMMENT ON COLUMN current_figure.form IS 'Form of the table.';
COMMENT ON COLUMN current_figure.locator IS 'Place of the cell in the document.';
COMMENT ON COLUMN current_figure.confidence IS 'How sure the reading is: less than 1 only where the cell was recognised in a picture (OCR).';
COMMENT ON COLUMN current_figure.sha256 IS 'Document in which it stands.';
COMMENT ON COLUMN current_figure.is_consistent IS 'False where an equation of this table fails in this report (勾稽关系不成立); see contradicted.';
