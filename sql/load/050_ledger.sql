-- Purpose: write down what became of each file, and keep the first path in alphabetical order as the document's source.
INSERT INTO ingest_outcome SELECT run, source, sha256, publication, outcome, reason FROM staged_outcome;

UPDATE document SET source = sighting.source
FROM (SELECT sha256, min(source) AS source FROM staged_outcome WHERE sha256 IS NOT NULL GROUP BY sha256) sighting
WHERE document.sha256 = sighting.sha256 AND sighting.source < document.source;
