-- Purpose: the morning's table "Sources that need a look": sources that an operator must look at.
SELECT alarm, listing.url AS source, coalesce(nullif(agency, ''), region) AS "for", links AS reports, before,
    class, detail FROM listing WHERE alarm <> '' ORDER BY alarm, listing.url;
