-- Purpose: the narrative of the reports, one row per section, in printed order.
CREATE TABLE IF NOT EXISTS section (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    position  SMALLINT NOT NULL,
    code      VARCHAR,
    title     VARCHAR NOT NULL,
    text      VARCHAR NOT NULL,
    sha256    VARCHAR NOT NULL
);
COMMENT ON TABLE section IS 'Narrative sections (文字部分), one row per report, revision and position.';
COMMENT ON COLUMN section.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN section.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN section.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN section.position IS 'Place among the sections of the report, from 1.';
COMMENT ON COLUMN section.code IS 'Section code: overview (总体情况), problems (存在的主要问题及改进情况) ...; null for a section whose title is of no known kind (下一步工作思路 ...)';
COMMENT ON COLUMN section.title IS 'Title as printed; empty where the section has none.';
COMMENT ON COLUMN section.text IS 'Paragraphs as printed, joined by one line feed.';
COMMENT ON COLUMN section.sha256 IS 'Document in which it stands, the main one of the publication or a part; see document.';
