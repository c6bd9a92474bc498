-- Purpose: where agencies are: provinces, cities, counties, the development zones and townships in them, with their names over time.
CREATE TABLE IF NOT EXISTS region (
    code        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    short       VARCHAR NOT NULL,
    full_name   VARCHAR NOT NULL,
    level       VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,
    parent_code VARCHAR,
    since       SMALLINT,
    until       SMALLINT
);
COMMENT ON TABLE region IS 'Regions (行政区划): provinces, cities, counties, zones (开发区) and townships (乡镇街道), one row for each pair of code and name.';
COMMENT ON COLUMN region.code IS 'Code (行政区划代码, GB/T 2260), six digits; nine of a township and of a zone beside townships (统计用区划代码); with a Z: a zone that has none, a number of ours.';
COMMENT ON COLUMN region.name IS 'Name (名称).';
COMMENT ON COLUMN region.short IS 'Name without its kind (简称); the name itself for zones and townships.';
COMMENT ON COLUMN region.full_name IS 'Name as those of its organs begin (全称): a district with its city, a township with its county.';
COMMENT ON COLUMN region.level IS 'province, city, county, zone or township (级别).';
COMMENT ON COLUMN region.kind IS 'Kind by its name (类别): province, municipality, autonomous_region, prefecture, league, city, district, county, banner, zone, town, township, ethnic_township, subdistrict, sumu, district_office.';
COMMENT ON COLUMN region.parent_code IS 'Code of the region in which it lies (上级区划); null for a province.';
COMMENT ON COLUMN region.since IS 'First year of this code and name (启用年); null where the source does not tell.';
COMMENT ON COLUMN region.until IS 'Last year of this code and name (停用年); null while it is in force. Of a township: last year in which it is known to have been in force.';

CREATE TABLE IF NOT EXISTS region_change (
    year      SMALLINT NOT NULL,
    kind      VARCHAR NOT NULL,
    code      VARCHAR NOT NULL,
    name      VARCHAR NOT NULL,
    new_code  VARCHAR NOT NULL,
    new_name  VARCHAR NOT NULL
);
COMMENT ON TABLE region_change IS 'Places that go on under another name or code (区划沿革), from 2008.';
COMMENT ON COLUMN region_change.year IS 'Year of the change.';
COMMENT ON COLUMN region_change.kind IS 'Kind of change as the source names it (变更类型): 撤县设区, 撤县设市, 更名, 同名改码 …';
COMMENT ON COLUMN region_change.code IS 'Code before.';
COMMENT ON COLUMN region_change.name IS 'Name before.';
COMMENT ON COLUMN region_change.new_code IS 'Code after.';
COMMENT ON COLUMN region_change.new_name IS 'Name after.';

CREATE TABLE IF NOT EXISTS organ_succession (
    before    VARCHAR NOT NULL,
    after     VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    kind      VARCHAR NOT NULL
);
COMMENT ON TABLE organ_succession IS 'Reforms that renamed or merged the organs of all places (机构改革), as forms of names.';
COMMENT ON COLUMN organ_succession.before IS 'Form of the name before; {} stands for the place. A form without it is the name of one agency.';
COMMENT ON COLUMN organ_succession.after IS 'Form of the name after.';
COMMENT ON COLUMN organ_succession.year IS 'First year whose report the later organ writes, as a rule.';
COMMENT ON COLUMN organ_succession.kind IS 'renamed or merged.';

CREATE TABLE IF NOT EXISTS agency_succession (
    agency_id    VARCHAR NOT NULL,
    successor_id VARCHAR NOT NULL,
    year         SMALLINT NOT NULL,
    kind         VARCHAR NOT NULL
);
COMMENT ON TABLE agency_succession IS 'Agencies that go on as another (机关沿革): by a reform of the organs, with their region, or as the later one tells. Both have reports or stand in the registry.';
COMMENT ON COLUMN agency_succession.agency_id IS 'Agency before.';
COMMENT ON COLUMN agency_succession.successor_id IS 'Agency after.';
COMMENT ON COLUMN agency_succession.year IS 'Year of the change; where a report tells it, the first that does.';
COMMENT ON COLUMN agency_succession.kind IS 'renamed, merged; region: the region was renamed or got another code; told: no list has it, the later agency''s report tells it (see report_agency).';

CREATE TABLE IF NOT EXISTS agency_line (
    agency_id VARCHAR NOT NULL,
    line_id   VARCHAR NOT NULL
);
COMMENT ON TABLE agency_line IS 'Agencies that have successors, each with the last of them: what follows an agency over its names (机关沿革的终点).';
COMMENT ON COLUMN agency_line.agency_id IS 'Agency.';
COMMENT ON COLUMN agency_line.line_id IS 'Its last successor.';
