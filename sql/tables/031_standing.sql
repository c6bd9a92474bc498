-- Purpose: why a print of a report is current, or is not: how much it holds, where it stands, and where and when the crawl saw it.
-- An agency and year may have many prints: a Word file and a page, a page and a portal, this year's correction of last year's page.
CREATE TABLE IF NOT EXISTS sighting (
    publication VARCHAR NOT NULL,
    address     VARCHAR NOT NULL,
    seen_at     TIMESTAMP NOT NULL,
    site_of     VARCHAR
);
COMMENT ON TABLE sighting IS 'Sightings (采集到的时间与网址), one row for each time that the crawl found a publication at an address where it was not before. Files that were handed in have none.';
COMMENT ON COLUMN sighting.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN sighting.address IS 'Address of its main document, in one spelling for all copies: no scheme, no www.';
COMMENT ON COLUMN sighting.seen_at IS 'When it was found there, UTC: a page that goes from A to B and back to A has three sightings.';
COMMENT ON COLUMN sighting.site_of IS 'Agency whose own site the host is, the only one that the registry of sources names there; empty where it names several, or none; null where it does not know the host.';

CREATE TABLE IF NOT EXISTS standing (
    agency_id     VARCHAR NOT NULL,
    year          SMALLINT NOT NULL,
    publication   VARCHAR NOT NULL,
    rank          INTEGER NOT NULL,
    is_whole      BOOLEAN NOT NULL,
    is_filled     BOOLEAN NOT NULL,
    tables        INTEGER NOT NULL,
    figures       INTEGER NOT NULL,
    is_shown      BOOLEAN NOT NULL,
    has_narrative BOOLEAN NOT NULL,
    site          VARCHAR NOT NULL,
    first_run     INTEGER NOT NULL
);
COMMENT ON TABLE standing IS 'Prints of each report (同一年报的各个版本), one row each, ranked: the first is current. The columns from is_whole on, with the dates of report, decide in their order.';
COMMENT ON COLUMN standing.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN standing.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN standing.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN standing.rank IS '1 for the current print.';
COMMENT ON COLUMN standing.is_whole IS 'False where the document came cut off.';
COMMENT ON COLUMN standing.is_filled IS 'False where no cell holds a figure.';
COMMENT ON COLUMN standing.tables IS 'Statutory tables of which the program read any cell; a local list counts as one.';
COMMENT ON COLUMN standing.figures IS 'Cells of statutory tables that were read, blank ones included: a blank is printed, what was refused or is absent is not; nor does what a person read count, or a print that is no more would hide the one of today.';
COMMENT ON COLUMN standing.is_shown IS 'False where each address at which it was seen shows another report of the same agency and year by now.';
COMMENT ON COLUMN standing.has_narrative IS 'Whether two or more sections of the narrative were read.';
COMMENT ON COLUMN standing.site IS 'own: the agency''s own site; portal: that of another body, or of several; unknown.';
COMMENT ON COLUMN standing.first_run IS 'Run that read it first; decides only between prints that were handed in under one path, of which the later takes the place of the earlier.';
