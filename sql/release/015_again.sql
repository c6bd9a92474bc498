-- Purpose: let everything come back that the working warehouse has a report of, or could not read: whether it is set aside is decided anew.
DELETE FROM set_aside WHERE publication IN (SELECT publication FROM report)
    OR publication NOT IN (SELECT publication FROM publication_part WHERE position = 0 AND outcome <> 'quarantined');
