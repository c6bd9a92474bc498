-- Purpose: the annual reports with their revision history; a publication that was loaded is one revision of one report.
CREATE TABLE IF NOT EXISTS report (
    agency_id       VARCHAR NOT NULL,
    year            SMALLINT NOT NULL,
    revision        INTEGER NOT NULL,
    is_current      BOOLEAN NOT NULL,
    publication     VARCHAR NOT NULL,
    sha256          VARCHAR NOT NULL,
    title           VARCHAR,
    published_on    DATE,
    first_seen_at   TIMESTAMP,
    agency_name     VARCHAR NOT NULL,
    agency_printed  VARCHAR NOT NULL,
    agency_resolved BOOLEAN NOT NULL,
    outcome         VARCHAR NOT NULL,
    published_by    VARCHAR,
    signed_on       DATE
);
COMMENT ON TABLE report IS 'Annual reports (政府信息公开工作年度报告), one row per agency, year and revision.';
COMMENT ON COLUMN report.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN report.year IS 'Year that the report covers (报告年度), not the year of publication.';
COMMENT ON COLUMN report.revision IS 'Number of the revision, 1 for the first: by date of publication (unknown dates first), then by first_seen_at, then by path, so that it does not depend on the order in which files are handed in.';
COMMENT ON COLUMN report.is_current IS 'True for the print of the agency and year that counts: the fullest, of equal ones what a site prints now, the agency''s own site before a portal, the later publication; see standing.';
COMMENT ON COLUMN report.publication IS 'Publication that says so; see publication_part. Figures, sections and findings belong to a report by agency_id, year and revision.';
COMMENT ON COLUMN report.sha256 IS 'Main document of the publication; see document.';
COMMENT ON COLUMN report.title IS 'Title as printed (标题).';
COMMENT ON COLUMN report.published_on IS 'Date of publication (发布日期) as the page tells it; where it tells none, the date of the sign-off; see published_by.';
COMMENT ON COLUMN report.first_seen_at IS 'When the crawl first met the publication anywhere, UTC; null where it was handed in as files.';
COMMENT ON COLUMN report.agency_name IS 'Official name of the agency, or the printed one where it is not resolved.';
COMMENT ON COLUMN report.agency_printed IS 'Name of the agency as this document prints it.';
COMMENT ON COLUMN report.agency_resolved IS 'Whether this document''s agency was found in the registry.';
COMMENT ON COLUMN report.outcome IS 'loaded or loaded_with_findings.';
COMMENT ON COLUMN report.published_by IS 'Whose date published_on is: page; page-other: another date of its page, since the first cannot be (see findings); sign-off where the page prints none. Null where there is none.';
COMMENT ON COLUMN report.signed_on IS 'Date of the sign-off (落款日期), whatever the page tells.';
