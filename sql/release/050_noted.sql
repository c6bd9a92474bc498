-- Purpose: once published, in the working warehouse: nothing is pending any more.
DELETE FROM release_pending;
