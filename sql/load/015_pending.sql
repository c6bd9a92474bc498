-- Purpose: remember which reports this batch touches, so that the next release looks for changes there and not everywhere.
INSERT INTO release_pending FROM touched;
