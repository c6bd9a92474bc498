-- Purpose: the morning's table "Hosts left alone": hosts that are left alone, since when and until when.
SELECT host, class, detail, since, retry_at AS "asked again after" FROM crawl_host
WHERE class <> '' ORDER BY host;
