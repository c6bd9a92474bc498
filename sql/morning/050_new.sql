-- Purpose: the morning's table "New reports of the last run": reports that the last run met for the first time.
SELECT agency, year, title, url FROM last_night WHERE change = 'new' ORDER BY year DESC, agency, url;
