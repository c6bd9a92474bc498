-- Purpose: by which extractor each publication was read, so that what an older one read can be found and read again.
CREATE TABLE IF NOT EXISTS publication_reading (
    publication VARCHAR NOT NULL,
    extractor   VARCHAR NOT NULL
);
COMMENT ON TABLE publication_reading IS 'Readings (读取记录), one row per publication: the extractor that read it last.';
COMMENT ON COLUMN publication_reading.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN publication_reading.extractor IS 'Digest of the code, forms and registries that decide what a document says; another digest, another reading.';
