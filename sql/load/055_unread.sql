-- Purpose: remember what the reader could not get through, and when it is to be read again: a few hours less than so many days, so that
-- the run of that night or morning does it.
CREATE OR REPLACE TEMP TABLE tried AS
SELECT
    s.publication, e.extractor, e.read_at, max(s.seconds) AS seconds,
    1 + coalesce(max(u.tries) FILTER (u.extractor = e.extractor), 0) AS tries
FROM staged_unread s CROSS JOIN staged_extractor e LEFT JOIN unread u USING (publication) GROUP BY ALL;

DELETE FROM unread WHERE publication IN (SELECT publication FROM staged_document);
INSERT INTO unread
SELECT publication, extractor, tries, read_at, read_at + to_days([1, 7, 30][least(tries, 3)]) - INTERVAL 4 HOUR, seconds
FROM tried;
