-- Purpose: the figures that reports tell in prose, one row each, with the sentence as evidence; apart from the cells of the tables.
CREATE TABLE IF NOT EXISTS text_figure (
    agency_id         VARCHAR NOT NULL,
    year              SMALLINT NOT NULL,
    revision          INTEGER NOT NULL,
    code              VARCHAR NOT NULL,
    value             DOUBLE NOT NULL,
    unit              VARCHAR NOT NULL,
    approximate       BOOLEAN NOT NULL,
    state             VARCHAR NOT NULL,
    raw               VARCHAR NOT NULL,
    sentence          VARCHAR NOT NULL,
    section           VARCHAR NOT NULL,
    characters_before INTEGER NOT NULL,
    sha256            VARCHAR NOT NULL
);
COMMENT ON TABLE text_figure IS 'Figures told in prose (文字中的数据), one row per report, revision and code. A quantity that the prose tells with different values has no row, but a finding PROSE_DIFFERS.';
COMMENT ON COLUMN text_figure.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN text_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN text_figure.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN text_figure.code IS 'Code of the quantity, text.name; see text_figure_definition.';
COMMENT ON COLUMN text_figure.value IS 'The number, in the unit of this row; 0 where the state is stated_none.';
COMMENT ON COLUMN text_figure.unit IS 'Unit (计量单位).';
COMMENT ON COLUMN text_figure.approximate IS 'Whether the print says that the number is not exact (余, 多, 近, 约, 左右).';
COMMENT ON COLUMN text_figure.state IS 'number, or stated_none where words say that there was none (未收到, 没有, 无).';
COMMENT ON COLUMN text_figure.raw IS 'The number as printed (一百二十三, 1.2万余), or the words that say that there was none.';
COMMENT ON COLUMN text_figure.sentence IS 'The sentence in which it stands, as printed.';
COMMENT ON COLUMN text_figure.section IS 'Code of the section in which it stands, its title where that is of no known kind; see section.';
COMMENT ON COLUMN text_figure.characters_before IS 'Where raw begins in the text of that section: the number of characters before it.';
COMMENT ON COLUMN text_figure.sha256 IS 'Document in which it stands; see document.';
