-- Purpose: write down by which extractor the staged publications were read.
DELETE FROM publication_reading WHERE publication IN (SELECT publication FROM staged_document);
INSERT INTO publication_reading SELECT DISTINCT publication, extractor FROM staged_document CROSS JOIN staged_extractor;
