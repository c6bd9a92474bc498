-- Purpose: the keys of the crawl's own file (SQLite), which its small transactions need and the warehouse does not.
CREATE UNIQUE INDEX IF NOT EXISTS crawl_run_key ON crawl_run (run);
CREATE UNIQUE INDEX IF NOT EXISTS fetch_key ON fetch (position);
CREATE UNIQUE INDEX IF NOT EXISTS fetch_run ON fetch (run, request);
CREATE INDEX IF NOT EXISTS fetch_request ON fetch (request, position);
CREATE UNIQUE INDEX IF NOT EXISTS crawl_host_key ON crawl_host (host);
CREATE UNIQUE INDEX IF NOT EXISTS listing_key ON listing (url);
CREATE UNIQUE INDEX IF NOT EXISTS listing_look_key ON listing_look (url, run);
CREATE UNIQUE INDEX IF NOT EXISTS page_key ON page (key);
CREATE INDEX IF NOT EXISTS page_listing ON page (listing);
CREATE UNIQUE INDEX IF NOT EXISTS page_version_key ON page_version (key, version);
CREATE UNIQUE INDEX IF NOT EXISTS page_part_key ON page_part (key, version, position);
DROP INDEX IF EXISTS fetch_bytes;
CREATE INDEX IF NOT EXISTS fetch_sha256 ON fetch (sha256, position);
CREATE INDEX IF NOT EXISTS page_due ON page (next_at);
CREATE UNIQUE INDEX IF NOT EXISTS growth_seed_key ON growth_seed (url);
CREATE UNIQUE INDEX IF NOT EXISTS found_listing_key ON found_listing (url);
CREATE INDEX IF NOT EXISTS found_listing_seed ON found_listing (seed);
