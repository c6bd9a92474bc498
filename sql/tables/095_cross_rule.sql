-- Purpose: checks between reports, taken apart into terms so that one query evaluates all of them, and what they find.
CREATE TABLE IF NOT EXISTS cross_check (
    check_no INTEGER NOT NULL,
    rule     VARCHAR NOT NULL,
    form     VARCHAR NOT NULL,
    place    VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    compare  VARCHAR NOT NULL,
    low      DOUBLE NOT NULL,
    high     DOUBLE NOT NULL,
    terms    INTEGER NOT NULL
);
COMMENT ON TABLE cross_check IS 'Checks between a report and that of the year before (跨年核对), one row per equation and row or column of a form.';
COMMENT ON COLUMN cross_check.check_no IS 'Number of the check.';
COMMENT ON COLUMN cross_check.rule IS 'Rule; see rule_definition.';
COMMENT ON COLUMN cross_check.form IS 'Form of the later report.';
COMMENT ON COLUMN cross_check.place IS 'Figure code that a finding names.';
COMMENT ON COLUMN cross_check.severity IS 'How grave it is when it does not hold: error, warning or info.';
COMMENT ON COLUMN cross_check.compare IS '==, <=, or scale: neither side may be between low and high times the other.';
COMMENT ON COLUMN cross_check.low IS 'For scale: the least suspicious factor.';
COMMENT ON COLUMN cross_check.high IS 'For scale: the greatest suspicious factor.';
COMMENT ON COLUMN cross_check.terms IS 'Number of figures, all of which must be numbers.';

CREATE TABLE IF NOT EXISTS cross_term (
    check_no INTEGER NOT NULL,
    form     VARCHAR NOT NULL,
    side     VARCHAR NOT NULL,
    sign     SMALLINT NOT NULL,
    lag      SMALLINT NOT NULL,
    code     VARCHAR NOT NULL
);
COMMENT ON TABLE cross_term IS 'The figures of each check between reports (核对项), one row each.';
COMMENT ON COLUMN cross_term.check_no IS 'Number of the check; see cross_check.';
COMMENT ON COLUMN cross_term.form IS 'Form of the later report.';
COMMENT ON COLUMN cross_term.side IS 'left or right side of the comparison.';
COMMENT ON COLUMN cross_term.sign IS '1: added; -1: taken away.';
COMMENT ON COLUMN cross_term.lag IS '0: of the report; 1: of the year before.';
COMMENT ON COLUMN cross_term.code IS 'Figure code, table.row.column.';

CREATE TABLE IF NOT EXISTS cross_finding (
    agency_id       VARCHAR NOT NULL,
    year            SMALLINT NOT NULL,
    rule            VARCHAR NOT NULL,
    severity        VARCHAR NOT NULL,
    place           VARCHAR NOT NULL,
    message         VARCHAR NOT NULL,
    left_side       DOUBLE,
    right_side      DOUBLE,
    other_agency_id VARCHAR,
    other_year      SMALLINT,
    sha256          VARCHAR,
    other_sha256    VARCHAR
);
COMMENT ON TABLE cross_finding IS 'Findings between two current reports, or between two prints of one report (跨年、跨机关、跨版本核查发现); derived. For people, with all other findings: report_finding.';
COMMENT ON COLUMN cross_finding.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN cross_finding.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN cross_finding.rule IS 'Rule; see rule_definition.';
COMMENT ON COLUMN cross_finding.severity IS 'error, warning or info.';
COMMENT ON COLUMN cross_finding.place IS 'Figure code, table, section code, or empty for the report.';
COMMENT ON COLUMN cross_finding.message IS 'What was found, one line.';
COMMENT ON COLUMN cross_finding.left_side IS 'Left side of the equation, how like the two reports are (1: the same), or what the current print says.';
COMMENT ON COLUMN cross_finding.right_side IS 'Right side of the equation, or what the other print says.';
COMMENT ON COLUMN cross_finding.other_agency_id IS 'Agency of the other report; null where the finding is about one report.';
COMMENT ON COLUMN cross_finding.other_year IS 'Year of the other report.';
COMMENT ON COLUMN cross_finding.sha256 IS 'Document of the current print that says otherwise; null where the finding is not about prints of one report.';
COMMENT ON COLUMN cross_finding.other_sha256 IS 'Document of the other print.';

CREATE TABLE IF NOT EXISTS report_print (
    agency_id    VARCHAR NOT NULL,
    year         SMALLINT NOT NULL,
    figure_print UBIGINT,
    figure_kinds INTEGER NOT NULL,
    clauses      INTEGER NOT NULL,
    sketch       UINTEGER[],
    bands        UBIGINT[]
);
COMMENT ON TABLE report_print IS 'Fingerprints of current reports by which copies are found (报告指纹); derived.';
COMMENT ON COLUMN report_print.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_print.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_print.figure_print IS 'Hash of all figures that are not zero, with their codes.';
COMMENT ON COLUMN report_print.figure_kinds IS 'Number of different values among them.';
COMMENT ON COLUMN report_print.clauses IS 'Number of different clauses of the narrative, without numbers and preamble.';
COMMENT ON COLUMN report_print.sketch IS 'The clauses in 32 buckets by hash, of each bucket the least hash: two sketches agree in about as many buckets as the texts share clauses.';

COMMENT ON COLUMN report_print.bands IS 'Eight hashes, each of four buckets of the sketch; reports that share one may be alike. Null of a narrative of fewer than 20 clauses (文字指纹段).';

CREATE TABLE IF NOT EXISTS print_before (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    bands     UBIGINT[]
);
COMMENT ON TABLE print_before IS 'Fingerprints that reports had when they were last held against others (原报告指纹), of those that changed since; empty in a finished warehouse.';
COMMENT ON COLUMN print_before.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN print_before.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN print_before.bands IS 'See report_print; null where the report was not there (文字指纹段).';

CREATE TABLE IF NOT EXISTS report_likeness (
    agency_id       VARCHAR NOT NULL,
    year            SMALLINT NOT NULL,
    other_agency_id VARCHAR NOT NULL,
    other_year      SMALLINT NOT NULL,
    likeness        DOUBLE NOT NULL
);
COMMENT ON TABLE report_likeness IS 'Pairs of current reports whose sketches agree, and how like their narratives are (文字相似度); derived.';
COMMENT ON COLUMN report_likeness.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_likeness.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_likeness.other_agency_id IS 'Agency of the other report.';
COMMENT ON COLUMN report_likeness.other_year IS 'Year of the other report.';
COMMENT ON COLUMN report_likeness.likeness IS 'Clauses that both have, of all clauses that either has.';
