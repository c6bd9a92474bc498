-- Purpose: what a reader of the figures must know: equations that do not hold, readings refused, doubts about identity.
CREATE TABLE IF NOT EXISTS finding (
    agency_id   VARCHAR,
    year        SMALLINT,
    revision    INTEGER,
    position    INTEGER NOT NULL,
    rule        VARCHAR NOT NULL,
    severity    VARCHAR NOT NULL,
    place       VARCHAR NOT NULL,
    message     VARCHAR NOT NULL,
    left_side   DOUBLE,
    right_side  DOUBLE,
    publication VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL
);
COMMENT ON TABLE finding IS 'Findings (核查发现), one row per publication and position, those of quarantined ones included.';
COMMENT ON COLUMN finding.agency_id IS 'Agency that reports; null where the publication was quarantined.';
COMMENT ON COLUMN finding.year IS 'Year that the report covers (报告年度); null where the publication was quarantined.';
COMMENT ON COLUMN finding.revision IS 'Revision of the report; null where the publication was quarantined.';
COMMENT ON COLUMN finding.position IS 'Place among the findings of the publication, from 1.';
COMMENT ON COLUMN finding.rule IS 'Rule that speaks; see rule_definition for the equations of the forms (勾稽关系).';
COMMENT ON COLUMN finding.severity IS 'error, warning or info.';
COMMENT ON COLUMN finding.place IS 'Figure code, row (table.row), table or section concerned; empty: the document.';
COMMENT ON COLUMN finding.message IS 'What is the matter, one sentence.';
COMMENT ON COLUMN finding.left_side IS 'Left side of an equation that does not hold; null where the finding is no equation.';
COMMENT ON COLUMN finding.right_side IS 'Right side of that equation.';
COMMENT ON COLUMN finding.publication IS 'Publication concerned; see publication_part.';
COMMENT ON COLUMN finding.sha256 IS 'Document concerned; see document.';
