-- Purpose: the morning's table "Gone": reports that are gone from their address or from their listing.
SELECT change, agency, year, title, url FROM last_night WHERE change IN ('gone', 'not listed')
ORDER BY change, agency, year, url;
