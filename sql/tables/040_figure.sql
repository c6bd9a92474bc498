-- Purpose: every cell of the statutory tables as printed, one row each. No primary key: on millions of rows a key makes the file
-- fourteen times larger and the load several times slower; one row per revision and code is kept by the load and proved by an audit.
CREATE TABLE IF NOT EXISTS figure (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    code      VARCHAR NOT NULL,
    form      VARCHAR,
    value     DOUBLE,
    unit      VARCHAR NOT NULL,
    state     VARCHAR NOT NULL,
    raw       VARCHAR NOT NULL,
    locator   VARCHAR NOT NULL,
    confidence FLOAT NOT NULL DEFAULT 1,
    sha256    VARCHAR NOT NULL
);
COMMENT ON TABLE figure IS 'Figures (数据), one row per report, revision and figure code: what the agency printed, never corrected or completed.';
COMMENT ON COLUMN figure.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN figure.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN figure.code IS 'Figure code, table.row.column; see figure_definition for its labels.';
COMMENT ON COLUMN figure.form IS 'Form in which the sheet of its table was recognised (form_2021 ...); see report_form.';
COMMENT ON COLUMN figure.value IS 'The number, in the unit of this row; null where the cell is blank, a dash or text. Blank is not zero.';
COMMENT ON COLUMN figure.unit IS 'Unit of the value (计量单位): 件, 万元 ...';
COMMENT ON COLUMN figure.state IS 'How the cell was printed: number, annotated (a number with a note), blank, na (a dash, 无), text; transcribed where a person read it (person_reading).';
COMMENT ON COLUMN figure.raw IS 'Text of the cell as printed.';
COMMENT ON COLUMN figure.locator IS 'Place of the cell in the document, for example html:table[3]/tr[14]/td[5]; of a cell that a person read that of its row, or document where that is not known.';
COMMENT ON COLUMN figure.confidence IS 'How sure the reading is, 0 to 1: less than 1 only where the cell was recognised in a picture (OCR).';
COMMENT ON COLUMN figure.sha256 IS 'Document in which it stands, the main one of the publication or a part; see document.';
