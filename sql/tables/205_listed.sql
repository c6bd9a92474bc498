-- Purpose: whose reports are expected before they came, made of the crawl's ledger at each release (flows/jobs/listed.py).
CREATE TABLE IF NOT EXISTS listed_agency (
    url         VARCHAR,
    agency_id   VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    region_code VARCHAR,
    level       VARCHAR,
    kind        VARCHAR,
    parent_id   VARCHAR,
    basis       VARCHAR NOT NULL,
    last_year   SMALLINT
);
COMMENT ON TABLE listed_agency IS 'Agencies whose reports the crawl expects (栏目所列机关), one row for each and each listing that names or implies it; a name that may mean several agencies, or one of another region, is left out.';
COMMENT ON COLUMN listed_agency.url IS 'Address of the listing; see listing. Null where the agency is expected and no listing of it is known.';
COMMENT ON COLUMN listed_agency.agency_id IS 'Agency; see agency.';
COMMENT ON COLUMN listed_agency.name IS 'Its name in full (机关名称).';
COMMENT ON COLUMN listed_agency.region_code IS 'Code of its administrative division (行政区划代码).';
COMMENT ON COLUMN listed_agency.level IS 'Its administrative level (行政层级).';
COMMENT ON COLUMN listed_agency.kind IS 'Its kind of organ (机关类别).';
COMMENT ON COLUMN listed_agency.parent_id IS 'Agency to which it belongs (上级机关); null where none is known.';
COMMENT ON COLUMN listed_agency.basis IS 'Why it is expected (列入依据). listed: links of the listing name it; own: the listing is said to be its own; region: it governs a region whose portal was searched, and the listing, where there is one, is of several agencies of it; index: an index of organs names it, or the registry its hub.';
COMMENT ON COLUMN listed_agency.last_year IS 'Latest year (报告年度) on which a link of the listing names a report of it; null where none does.';
