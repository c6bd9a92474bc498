-- Purpose: what the staged batch brings, each document once for each of its publications, and which publications it replaces.
-- `doc` is a document's number within the staged batch.
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT * FROM staged_document
QUALIFY row_number() OVER (PARTITION BY publication, position ORDER BY is_settled DESC, source, doc) = 1;

CREATE OR REPLACE TEMP TABLE replaced AS
SELECT DISTINCT p.publication, r.agency_id, r.year, r.revision
FROM publication_part p LEFT JOIN report r USING (publication)
WHERE p.publication IN (SELECT publication FROM arrived);

-- Where and when the crawl found each publication, those that had been read before included. What was handed in as a part may be the
-- main document of another publication: of a report of its own, where the page lists several.
CREATE OR REPLACE TEMP TABLE seen AS
WITH found AS (
    SELECT p.publication, address_of(s.source) AS address, s.seen_at, min(s.site_of) AS site_of
    FROM staged_sighting s JOIN (
        SELECT publication, sha256 FROM arrived WHERE position = 0
        UNION
        SELECT publication, sha256 FROM publication_part WHERE position = 0
    ) p ON p.sha256 = s.sha256 AND (p.publication = s.publication OR s.position > 0)
    GROUP BY ALL
)
SELECT publication, address, seen_at, coalesce(found.site_of, sighting.site_of) AS site_of
FROM found LEFT JOIN sighting USING (publication, address, seen_at);

DELETE FROM sighting WHERE (publication, address, seen_at) IN (SELECT (publication, address, seen_at) FROM seen);
INSERT INTO sighting SELECT publication, address, seen_at, site_of FROM seen;

-- The path of a document is the first in alphabetical order under which it was ever handed in.
CREATE OR REPLACE TEMP TABLE named AS
SELECT sha256, min(source) AS source FROM (
    SELECT sha256, source FROM staged_outcome WHERE sha256 IS NOT NULL
    UNION ALL
    SELECT sha256, source FROM arrived
) GROUP BY sha256;
