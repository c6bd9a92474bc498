-- Purpose: take out the documents that publications read again had left.
CREATE OR REPLACE TEMP TABLE concerned AS
SELECT sha256 FROM arrived UNION SELECT sha256 FROM publication_part SEMI JOIN replaced USING (publication);

CREATE OR REPLACE TEMP TABLE described AS
SELECT sha256, media_type, size_bytes, source, reader, layouts, is_settled FROM arrived
UNION ALL
SELECT sha256, media_type, size_bytes, source, reader, layouts, is_settled FROM document SEMI JOIN concerned USING (sha256);

DELETE FROM publication_part WHERE publication IN (SELECT publication FROM replaced);
DELETE FROM document WHERE sha256 IN (SELECT sha256 FROM concerned);
