-- Purpose: what people read where the program refused, as the file beside the warehouse has it, and which publications were read with it.
CREATE TABLE IF NOT EXISTS person_reading (
    sha256 VARCHAR NOT NULL,
    code   VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    print  VARCHAR NOT NULL,
    who    VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL,
    note   VARCHAR NOT NULL
);
COMMENT ON TABLE person_reading IS 'Readings by people (人工判读), one row per document, cell and person: what they read, or that it cannot be read; see person_reading_status for what became of each.';
COMMENT ON COLUMN person_reading.sha256 IS 'Document in which it was read, and to whose very bytes it is bound; see document.';
COMMENT ON COLUMN person_reading.code IS 'Figure code, table.row.column; a row or a table where it is not in the document; identity.agency, identity.year, or section. with the code of a section.';
COMMENT ON COLUMN person_reading.answer IS 'printed, not in the document, or illegible.';
COMMENT ON COLUMN person_reading.print IS 'What is printed there, of a section its title, as the person typed it; empty where the cell is blank.';
COMMENT ON COLUMN person_reading.who IS 'Who read it.';
COMMENT ON COLUMN person_reading.read_at IS 'When, UTC.';
COMMENT ON COLUMN person_reading.note IS 'A remark of that person.';

CREATE TABLE IF NOT EXISTS heeded (
    publication VARCHAR NOT NULL,
    digest      VARCHAR NOT NULL
);
COMMENT ON TABLE heeded IS 'Publications that were read with answers of people (已采用人工判读的文件), one row each: where the answers are others by now, it is read again.';
COMMENT ON COLUMN heeded.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN heeded.digest IS 'Digest of the answers.';
