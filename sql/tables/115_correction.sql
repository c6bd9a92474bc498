-- Purpose: misprints that are known, as data/corrections.toml has them. The printed figure stays; this stands beside it.
CREATE TABLE IF NOT EXISTS correction (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    code      VARCHAR NOT NULL,
    expect    VARCHAR NOT NULL,
    meant     DOUBLE,
    reason    VARCHAR NOT NULL,
    source    VARCHAR NOT NULL
);
COMMENT ON TABLE correction IS 'Annotations of known misprints (勘误), one row per agency, year and figure. The figure itself is never changed.';
COMMENT ON COLUMN correction.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN correction.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN correction.code IS 'Figure code, table.row.column.';
COMMENT ON COLUMN correction.expect IS 'Text of the cell as printed, to which the annotation refers; where the print differs, the report is held (set_aside) until the entry is looked at again.';
COMMENT ON COLUMN correction.meant IS 'What it should say, in the unit of the figure; null where nobody knows.';
COMMENT ON COLUMN correction.reason IS 'Why it is wrong.';
COMMENT ON COLUMN correction.source IS 'Where that can be looked up.';
