-- Purpose: the dictionary: what the figure codes and the rules mean, taken from the form files at every load.
CREATE TABLE IF NOT EXISTS figure_definition (
    form         VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    sheet        VARCHAR NOT NULL,
    table_code   VARCHAR NOT NULL,
    row_code     VARCHAR NOT NULL,
    column_code  VARCHAR NOT NULL,
    table_label  VARCHAR NOT NULL,
    group_label  VARCHAR NOT NULL,
    row_label    VARCHAR NOT NULL,
    column_head  VARCHAR NOT NULL,
    column_label VARCHAR NOT NULL,
    unit         VARCHAR NOT NULL,
    kind         VARCHAR NOT NULL,
    rules        VARCHAR[] NOT NULL,
    concepts     VARCHAR[] NOT NULL,
    caution      VARCHAR NOT NULL
);
COMMENT ON TABLE figure_definition IS 'Dictionary of figures (指标目录), one row per form and figure code.';
COMMENT ON COLUMN figure_definition.form IS 'Form (报告格式) that defines it.';
COMMENT ON COLUMN figure_definition.code IS 'Figure code, table.row.column.';
COMMENT ON COLUMN figure_definition.position IS 'Place in the form, from 1, row by row.';
COMMENT ON COLUMN figure_definition.sheet IS 'Statutory table on the page (t2, t3, t4 ...) or indicator list; see report_form.';
COMMENT ON COLUMN figure_definition.table_code IS 'First part of the code: the block of the statutory table.';
COMMENT ON COLUMN figure_definition.row_code IS 'Second part of the code.';
COMMENT ON COLUMN figure_definition.column_code IS 'Third part of the code.';
COMMENT ON COLUMN figure_definition.table_label IS 'Official Chinese label of the table.';
COMMENT ON COLUMN figure_definition.group_label IS 'Official Chinese labels of the headings above the row, outermost first, joined by " > "; empty where none.';
COMMENT ON COLUMN figure_definition.row_label IS 'Official Chinese label of the row.';
COMMENT ON COLUMN figure_definition.column_head IS 'Official Chinese heading above the column label, where several columns share a label; else empty.';
COMMENT ON COLUMN figure_definition.column_label IS 'Official Chinese label of the column.';
COMMENT ON COLUMN figure_definition.unit IS 'Unit (计量单位); of an amount of money that of the form, "unknown" where it has none: each figure tells its own.';
COMMENT ON COLUMN figure_definition.kind IS 'count, signed (a count that may be negative), decimal, or money (each figure tells its unit).';
COMMENT ON COLUMN figure_definition.rules IS 'Rules whose equation has it (勾稽关系), those between reports included; see rule_definition.';
COMMENT ON COLUMN figure_definition.concepts IS 'Concepts of the crosswalk of which it is the whole or a part; see crosswalk_concept.';
COMMENT ON COLUMN figure_definition.caution IS 'What its user must know (使用注意); empty where there is nothing.';

CREATE TABLE IF NOT EXISTS text_figure_definition (
    code     VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    label    VARCHAR NOT NULL,
    unit     VARCHAR NOT NULL
);
COMMENT ON TABLE text_figure_definition IS 'Dictionary of the figures told in prose (文字中的数据), one row per code.';
COMMENT ON COLUMN text_figure_definition.code IS 'Code, text.name.';
COMMENT ON COLUMN text_figure_definition.position IS 'Place in the dictionary, from 1.';
COMMENT ON COLUMN text_figure_definition.label IS 'Official or usual Chinese name.';
COMMENT ON COLUMN text_figure_definition.unit IS 'Unit (计量单位).';

CREATE TABLE IF NOT EXISTS rule_definition (
    form     VARCHAR NOT NULL,
    rule     VARCHAR NOT NULL,
    tables   VARCHAR[] NOT NULL,
    for_each VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    equation VARCHAR NOT NULL,
    about    VARCHAR NOT NULL
);
COMMENT ON TABLE rule_definition IS 'Dictionary of the rules that findings name: the equations of the forms (勾稽关系), and what reading itself can find.';
COMMENT ON COLUMN rule_definition.form IS 'Form that states it; empty for a rule that is no equation.';
COMMENT ON COLUMN rule_definition.rule IS 'Code of the rule, as in finding.rule.';
COMMENT ON COLUMN rule_definition.tables IS 'Tables for which it holds.';
COMMENT ON COLUMN rule_definition.for_each IS 'What it is evaluated for: each cell, row, column or text.';
COMMENT ON COLUMN rule_definition.severity IS 'How grave it is when it does not hold: error, warning or info.';
COMMENT ON COLUMN rule_definition.equation IS 'The equation over row or column codes; empty where the rule is none.';
COMMENT ON COLUMN rule_definition.about IS 'What the rule says, in words.';
