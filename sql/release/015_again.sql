-- Purpose: let everything come back that the working warehouse has a report of: whether it is set aside is decided anew.
DELETE FROM set_aside WHERE publication IN (SELECT publication FROM report) OR publication NOT IN (SELECT publication FROM publication_part);
