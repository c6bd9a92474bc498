-- Purpose: every document ever handed in, known by the hash of its bytes, with the one fate it met.
CREATE TABLE IF NOT EXISTS document (
    sha256     VARCHAR NOT NULL,
    media_type VARCHAR,
    size_bytes BIGINT,
    source     VARCHAR NOT NULL,
    reader     VARCHAR,
    layouts    VARCHAR[],
    outcome    VARCHAR NOT NULL,
    reason     VARCHAR,
    is_settled BOOLEAN NOT NULL
);
COMMENT ON TABLE document IS 'Documents (文件), one row per distinct content. The same bytes handed in twice are one document.';
COMMENT ON COLUMN document.sha256 IS 'SHA-256 of the bytes, hexadecimal: the key of this table.';
COMMENT ON COLUMN document.media_type IS 'Media type found in the bytes, not taken from the name (text/html ...).';
COMMENT ON COLUMN document.size_bytes IS 'Size in bytes.';
COMMENT ON COLUMN document.source IS 'Path under which the document was handed in; of several, the first in alphabetical order.';
COMMENT ON COLUMN document.reader IS 'Reader that opened the container (html, docx, text ...); empty where none could.';
COMMENT ON COLUMN document.layouts IS 'Layouts in which the tables survived (html_table, pipe_rows ...), in order of first use.';
COMMENT ON COLUMN document.outcome IS 'Fate of the document: loaded, loaded_with_findings, held (by an audit), withdrawn (by a person) or quarantined; the best of those that it met in its publications.';
COMMENT ON COLUMN document.reason IS 'Why it was quarantined, held or withdrawn, one line; null where it was loaded.';
COMMENT ON COLUMN document.is_settled IS 'False where the machine set the outcome (time or memory ran out), and where it is set aside: the next run reads it again if it does not have it; where it is in unread, a later one.';
