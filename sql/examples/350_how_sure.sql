-- Purpose: how sure are we: refused and contradictory reports by year, level and container?
SELECT c.year, c.level, r.reader, count(*) AS reports, count_if(c.state = 'refused') AS refused, count_if(c.state = 'contradictory') AS contradictory
FROM coverage c JOIN reading r USING (agency_id, year)
GROUP BY c.year, c.level, r.reader
HAVING refused + contradictory > 0
ORDER BY c.year, c.level, r.reader;
