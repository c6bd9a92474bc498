-- Purpose: remember what was handed in together. The hash of a publication is made of these, so that a row never changes.
INSERT INTO bundle
SELECT DISTINCT publication, position, sha256 FROM staged_bundle s
WHERE publication NOT IN (SELECT publication FROM bundle);
