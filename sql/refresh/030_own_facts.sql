-- Purpose: take over what the user tells: the population of regions, and whose reports a listing is to show.
DELETE FROM region_population;
INSERT INTO region_population SELECT * FROM staged_region_population;
DELETE FROM listing_agency;
INSERT INTO listing_agency SELECT * FROM staged_listing_agency;
