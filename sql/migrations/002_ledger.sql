-- Purpose: from the ledger of 0.1.0 to that of 0.2.0. A version of which the bytes are lost is remembered as such, and a page that always
-- ends at the same place is known by what it printed so far.
ALTER TABLE page_version ADD COLUMN lost_at TIMESTAMP;

ALTER TABLE page ADD COLUMN cut_sha256 VARCHAR;
