-- Purpose: which documents make up which publication, and what became of each there. A publication is what an agency put out as one
-- report: a main document (a page, a file) with its parts (attachments, pictures, further pages). Most are one document.
CREATE TABLE IF NOT EXISTS publication_part (
    publication VARCHAR NOT NULL,
    position    SMALLINT NOT NULL,
    sha256      VARCHAR NOT NULL,
    agency_id   VARCHAR,
    year        SMALLINT,
    outcome     VARCHAR NOT NULL,
    reason      VARCHAR,
    is_settled  BOOLEAN NOT NULL
);
COMMENT ON TABLE publication_part IS 'Publications (发布件) and the documents that they consist of (正文、附件), one row per publication and document.';
COMMENT ON COLUMN publication_part.publication IS 'Hash of the publication: that of its document where it has one, else a hash over those of all its documents in order.';
COMMENT ON COLUMN publication_part.position IS 'Place in the publication: 0 for the main document, then its parts.';
COMMENT ON COLUMN publication_part.sha256 IS 'Document; see document.';
COMMENT ON COLUMN publication_part.agency_id IS 'Agency whose report it is, also where it was quarantined; null where the publication does not tell.';
COMMENT ON COLUMN publication_part.year IS 'Year that it covers (报告年度), also where it was quarantined; null where the publication does not tell.';
COMMENT ON COLUMN publication_part.outcome IS 'Fate in this publication: loaded, loaded_with_findings, held, withdrawn or quarantined; of the main document, that of the publication.';
COMMENT ON COLUMN publication_part.reason IS 'Why it was quarantined, held or withdrawn, one line; null where it was loaded.';
COMMENT ON COLUMN publication_part.is_settled IS 'False where the machine set the outcome (time or memory ran out), and where it is set aside: the next run reads the publication again if it does not have it; where it is in unread, a later one.';
