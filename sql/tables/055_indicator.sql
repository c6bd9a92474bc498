-- Purpose: the cells of indicator lists that no form describes: local annexes of 2008 to 2018, and rows that a place added to a form.
CREATE TABLE IF NOT EXISTS indicator (
    agency_id    VARCHAR NOT NULL,
    year         SMALLINT NOT NULL,
    revision     INTEGER NOT NULL,
    position     SMALLINT NOT NULL,
    code         VARCHAR NOT NULL,
    label        VARCHAR NOT NULL,
    column_label VARCHAR NOT NULL,
    value        DOUBLE,
    unit         VARCHAR NOT NULL,
    state        VARCHAR NOT NULL,
    raw          VARCHAR NOT NULL,
    locator      VARCHAR NOT NULL,
    sha256       VARCHAR NOT NULL
);
COMMENT ON TABLE indicator IS 'Indicators of local lists (地方统计指标), one row per report, revision and position: known by label and head, by no form.';
COMMENT ON COLUMN indicator.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN indicator.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN indicator.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN indicator.position IS 'Place among the indicators of the report, from 1.';
COMMENT ON COLUMN indicator.code IS 'stat_local.row.column: the row is a concept that the label seems to name, or unmapped_NN; the column is year, cumulative ...';
COMMENT ON COLUMN indicator.label IS 'Label of the row as printed (指标名称).';
COMMENT ON COLUMN indicator.column_label IS 'Head of the column as printed (栏目).';
COMMENT ON COLUMN indicator.value IS 'The number, in the unit of this row; null where the cell is blank, a dash or text.';
COMMENT ON COLUMN indicator.unit IS 'Unit as the list prints it (计量单位); empty where it prints none.';
COMMENT ON COLUMN indicator.state IS 'How the cell was printed: number, annotated (a number with a note), blank, na (a dash, 无), text.';
COMMENT ON COLUMN indicator.raw IS 'Text of the cell as printed.';
COMMENT ON COLUMN indicator.locator IS 'Place of the cell in the document.';
COMMENT ON COLUMN indicator.sha256 IS 'Document in which it stands, the main one of the publication or a part; see document.';
