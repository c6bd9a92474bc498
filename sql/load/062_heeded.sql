-- Purpose: write down which answers of people the staged publications were read with.
DELETE FROM heeded WHERE publication IN (SELECT publication FROM staged_document);
INSERT INTO heeded SELECT DISTINCT publication, digest FROM staged_heeded;
