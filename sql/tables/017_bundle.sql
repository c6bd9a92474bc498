-- Purpose: which documents were handed in together as one publication, so that it can be read again from the archive. Where a part
-- is a report of its own, it is a publication of its own in `publication_part`, and only this table tells with what it came.
CREATE TABLE IF NOT EXISTS bundle (
    publication VARCHAR NOT NULL,
    position    SMALLINT NOT NULL,
    sha256      VARCHAR NOT NULL
);
COMMENT ON TABLE bundle IS 'Documents handed in together (一并提交的文件), one row per publication of several documents and document; a publication of one document has none.';
COMMENT ON COLUMN bundle.publication IS 'Publication: a hash over those of its documents in order; see publication_part.';
COMMENT ON COLUMN bundle.position IS 'Place in it: 0 for the main document, then its parts.';
COMMENT ON COLUMN bundle.sha256 IS 'Document; see document.';
