-- Purpose: the other agencies that reports name beside their own: a joint report belongs to the first it names, and tells the others
-- here; so are the names that an agency had before and those of its second plates, as documents tell them.
CREATE TABLE IF NOT EXISTS report_agency (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    position  SMALLINT NOT NULL,
    role      VARCHAR NOT NULL,
    name      VARCHAR NOT NULL,
    other_id  VARCHAR
);
COMMENT ON TABLE report_agency IS 'Agencies that a report names beside its own (联合报告、原机关、加挂牌子), one row per report, revision and name.';
COMMENT ON COLUMN report_agency.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN report_agency.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_agency.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN report_agency.position IS 'Place among the names that the report tells, from 1.';
COMMENT ON COLUMN report_agency.role IS 'joint: reports together with it; former: what it was before (原…); plate: a name that it has too (挂…牌子, or in brackets behind its own).';
COMMENT ON COLUMN report_agency.name IS 'Name as printed.';
COMMENT ON COLUMN report_agency.other_id IS 'The agency of that name; it may have no reports. Null where the name can be that of none or of several.';
