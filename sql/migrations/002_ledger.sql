-- Purpose: from the ledger of 0.1.0 to that of 0.2.0. A version of which the bytes are lost is remembered as such.
ALTER TABLE page_version ADD COLUMN lost_at TIMESTAMP;
