-- Purpose: the morning's table "Changed without notice": reports whose content is another than it was.
SELECT agency, year, version, title, url FROM last_night WHERE change = 'changed' ORDER BY agency, year, url;
