-- Purpose: what is not published and why: documents quarantined, held or withdrawn, and files that the last run which met them could not open.
CREATE OR REPLACE VIEW refused AS
SELECT source, outcome, reason, sha256 FROM document WHERE outcome IN ('quarantined', 'held', 'withdrawn')
UNION ALL
SELECT source, max_by(outcome, run), max_by(reason, run), NULL
FROM ingest_outcome GROUP BY source HAVING max_by(outcome, run) = 'unreachable';
COMMENT ON VIEW refused IS 'Documents and files that are not published, with the reason (未入库文件).';
COMMENT ON COLUMN refused.source IS 'Path as it was handed in.';
COMMENT ON COLUMN refused.outcome IS 'quarantined, held, withdrawn or unreachable.';
COMMENT ON COLUMN refused.reason IS 'Why, one line.';
COMMENT ON COLUMN refused.sha256 IS 'Document; null where the file could not be opened.';
