-- Purpose: what hung, died or raised in the reader, what that cost, and when it is read again: after 1, 7, then every 30 days, or by
-- another version of the reader. Knows the clock and the machine, like the ledger of the runs.
CREATE TABLE IF NOT EXISTS unread (
    publication VARCHAR NOT NULL,
    extractor   VARCHAR NOT NULL,
    tries       INTEGER NOT NULL,
    tried_at    TIMESTAMP NOT NULL,
    next_at     TIMESTAMP NOT NULL,
    seconds     DOUBLE NOT NULL
);
COMMENT ON TABLE unread IS 'Publications that the reader could not get through (读取失败), one row each: it took too long or too much memory, ended its process, or failed.';
COMMENT ON COLUMN unread.publication IS 'Publication; see publication_part, where the reason stands.';
COMMENT ON COLUMN unread.extractor IS 'Digest of the extractor that tried last; another one tries at once.';
COMMENT ON COLUMN unread.tries IS 'Attempts of this extractor so far.';
COMMENT ON COLUMN unread.tried_at IS 'When it was tried last, UTC.';
COMMENT ON COLUMN unread.next_at IS 'Not read again before by the same extractor, UTC.';
COMMENT ON COLUMN unread.seconds IS 'Time that the last attempt took (s).';
