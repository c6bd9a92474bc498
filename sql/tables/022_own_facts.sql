-- Purpose: what the project does not know and its user may: how many people live in a region, and which agencies a listing is to show.
CREATE TABLE IF NOT EXISTS region_population (
    region_code VARCHAR NOT NULL,
    year        SMALLINT NOT NULL,
    people      DOUBLE,
    area_km2    DOUBLE,
    source      VARCHAR NOT NULL,
    licence     VARCHAR NOT NULL
);
COMMENT ON TABLE region_population IS 'People and area of regions by year (人口与面积), from population.csv of one''s own registry folder; the project brings none, since no package with a licence has them.';
COMMENT ON COLUMN region_population.region_code IS 'Code of the administrative division (行政区划代码); see place.';
COMMENT ON COLUMN region_population.year IS 'Year at whose end it was counted (年份).';
COMMENT ON COLUMN region_population.people IS 'Inhabitants (常住人口), as the source counts them; null where it does not tell.';
COMMENT ON COLUMN region_population.area_km2 IS 'Area in square kilometres (面积); null where the source does not tell.';
COMMENT ON COLUMN region_population.source IS 'Who says so (来源).';
COMMENT ON COLUMN region_population.licence IS 'Under which licence (许可); empty where nobody told.';

CREATE TABLE IF NOT EXISTS listing_agency (
    url       VARCHAR NOT NULL,
    agency_id VARCHAR NOT NULL
);
COMMENT ON TABLE listing_agency IS 'Agencies whose reports a listing is expected to show (栏目应有机关), from expected.csv of the project or of one''s own registry folder.';
COMMENT ON COLUMN listing_agency.url IS 'Address of the listing; see listing.';
COMMENT ON COLUMN listing_agency.agency_id IS 'Agency; see agency.';
