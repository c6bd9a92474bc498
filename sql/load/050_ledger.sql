-- Purpose: write down what became of each file, and keep the first path in alphabetical order as the document's source.
INSERT INTO ingest_outcome SELECT run, source, sha256, publication, outcome, reason FROM staged_outcome;

UPDATE document SET source = named.source FROM named
WHERE document.sha256 = named.sha256 AND named.source < document.source;
