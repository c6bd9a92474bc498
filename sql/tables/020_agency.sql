-- Purpose: the organs that report: all entries of the registry, and provisional ones for names that could not be resolved.
CREATE TABLE IF NOT EXISTS agency (
    agency_id   VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    aliases     VARCHAR[] NOT NULL,
    is_resolved BOOLEAN NOT NULL,
    region_code VARCHAR,
    level       VARCHAR,
    kind        VARCHAR,
    parent_id   VARCHAR
);
COMMENT ON TABLE agency IS 'Agencies (行政机关), one row each.';
COMMENT ON COLUMN agency.agency_id IS 'Key of the agency; the first part is the region code where it is known.';
COMMENT ON COLUMN agency.name IS 'Official name (机关名称); for a provisional agency the name as printed.';
COMMENT ON COLUMN agency.aliases IS 'Other names under which it is known or was printed (别名), in alphabetical order.';
COMMENT ON COLUMN agency.is_resolved IS 'True where the agency stands in the registry or in a known region; false: provisional, known by what a document printed.';
COMMENT ON COLUMN agency.region_code IS 'Code of the administrative division (行政区划代码, GB/T 2260), six digits; null where unknown.';
COMMENT ON COLUMN agency.level IS 'Administrative level (行政层级): central, province, city, county, township; as in the registry, else by name and region. Null where the agency is provisional.';
COMMENT ON COLUMN agency.kind IS 'Kind of organ (机关类别): government, finance, township …; as in the registry, else by the words of its name. Null where the agency is provisional.';
COMMENT ON COLUMN agency.parent_id IS 'Agency to which it belongs (上级机关): as in the registry, else of townships their county''s government, of organs of the centre the one above; it may have no reports.';
