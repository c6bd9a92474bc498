-- Purpose: what could not be loaded and why: quarantined documents, and files that the last run which met them could not open.
CREATE OR REPLACE VIEW refused AS
SELECT source, outcome, reason, sha256 FROM document WHERE outcome = 'quarantined'
UNION ALL
SELECT source, max_by(outcome, run), max_by(reason, run), NULL
FROM ingest_outcome GROUP BY source HAVING max_by(outcome, run) = 'unreachable';
COMMENT ON VIEW refused IS 'Documents and files that were not loaded, with the reason (未入库文件).';
COMMENT ON COLUMN refused.source IS 'Path as it was handed in.';
COMMENT ON COLUMN refused.outcome IS 'quarantined or unreachable.';
COMMENT ON COLUMN refused.reason IS 'Why, one line.';
COMMENT ON COLUMN refused.sha256 IS 'Document; null where the file could not be opened.';
