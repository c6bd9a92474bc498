-- Purpose: take over the crawl's ledger, staged table by table. Of the requests those are staged that are not here yet, or all, where
-- what is here is not what the ledger says; the rest is taken as it stands.
DELETE FROM crawl_run;
INSERT INTO crawl_run BY NAME FROM staged_crawl_run;
DELETE FROM crawl_host;
INSERT INTO crawl_host BY NAME FROM staged_crawl_host;
DELETE FROM listing;
INSERT INTO listing BY NAME FROM staged_listing;
DELETE FROM listing_look;
INSERT INTO listing_look BY NAME FROM staged_listing_look;
DELETE FROM page;
INSERT INTO page BY NAME FROM staged_page;
DELETE FROM page_version;
INSERT INTO page_version BY NAME FROM staged_page_version;
DELETE FROM page_part;
INSERT INTO page_part BY NAME FROM staged_page_part;
DELETE FROM "fetch" WHERE position >= (SELECT min(position) FROM staged_fetch);
INSERT INTO "fetch" BY NAME FROM staged_fetch;
DELETE FROM growth_seed;
INSERT INTO growth_seed BY NAME FROM staged_growth_seed;
DELETE FROM found_listing;
INSERT INTO found_listing BY NAME FROM staged_found_listing;
