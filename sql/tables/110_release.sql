-- Purpose: what was published when, from what, proved by which audits, and what changed since the release before.
-- Kept in the working warehouse and in every release; history is carried from release to release.
CREATE TABLE IF NOT EXISTS release (
    release        INTEGER NOT NULL,
    built_at       TIMESTAMP NOT NULL,
    code_version   VARCHAR NOT NULL,
    documents      BIGINT NOT NULL,
    inputs_sha256  VARCHAR NOT NULL,
    audited        VARCHAR NOT NULL
);
COMMENT ON TABLE release IS 'Releases (发布版本) of this warehouse, one row each; in a published file the last row is the file itself.';
COMMENT ON COLUMN release.release IS 'Number of the release, from 1.';
COMMENT ON COLUMN release.built_at IS 'When it was built, UTC.';
COMMENT ON COLUMN release.code_version IS 'Version of the program that built it, with a digest of its code, forms and SQL.';
COMMENT ON COLUMN release.documents IS 'Number of documents that went in; table document lists them.';
COMMENT ON COLUMN release.inputs_sha256 IS 'SHA-256 over the hashes of these documents, sorted, one a line: the same inputs, the same digest.';
COMMENT ON COLUMN release.audited IS 'all: the audits looked at every figure; changed: at those of changed reports, the others having passed the same audits before.';

CREATE TABLE IF NOT EXISTS release_count (
    release    INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    row_count  BIGINT NOT NULL
);
COMMENT ON TABLE release_count IS 'Rows of each table in each release (各版行数).';
COMMENT ON COLUMN release_count.release IS 'Release; see release.';
COMMENT ON COLUMN release_count.table_name IS 'Table.';
COMMENT ON COLUMN release_count.row_count IS 'Its rows.';

CREATE TABLE IF NOT EXISTS release_audit (
    release    INTEGER NOT NULL,
    audit      VARCHAR NOT NULL,
    severity   VARCHAR NOT NULL,
    failing    BIGINT NOT NULL,
    allowed    BIGINT NOT NULL,
    population BIGINT,
    passed     BOOLEAN NOT NULL,
    reason     VARCHAR,
    held       BIGINT
);
COMMENT ON TABLE release_audit IS 'Results of the audits (审计结果), one row per release and audit.';
COMMENT ON COLUMN release_audit.release IS 'Release; see release.';
COMMENT ON COLUMN release_audit.audit IS 'Audit, the name of its file in sql/audit.';
COMMENT ON COLUMN release_audit.severity IS 'block: a failure sets the documents concerned aside, and keeps the release back where it is of none, or of too many; warn: it is told; info: it is counted.';
COMMENT ON COLUMN release_audit.failing IS 'Rows that the audit found.';
COMMENT ON COLUMN release_audit.allowed IS 'Rows that it may find, by the baseline of known mess; 0 where there is none.';
COMMENT ON COLUMN release_audit.population IS 'Rows of which the baseline is a share; null where there is none.';
COMMENT ON COLUMN release_audit.passed IS 'Whether it found no more than allowed.';
COMMENT ON COLUMN release_audit.reason IS 'Why the baseline is what it is; null where there is none.';
COMMENT ON COLUMN release_audit.held IS 'Publications that it holds: set aside, so that it finds them no more.';

CREATE TABLE IF NOT EXISTS release_change (
    release    INTEGER NOT NULL,
    agency_id  VARCHAR NOT NULL,
    year       SMALLINT NOT NULL,
    change     VARCHAR NOT NULL,
    figures    BIGINT NOT NULL,
    old_publication VARCHAR,
    new_publication VARCHAR,
    reason     VARCHAR
);
COMMENT ON TABLE release_change IS 'Reports that changed (报告变更) from one release to the next; the first release has none.';
COMMENT ON COLUMN release_change.release IS 'Release in which the change appeared; see release.';
COMMENT ON COLUMN release_change.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN release_change.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN release_change.change IS 'added; revised: another publication is current; reread: the same one is read otherwise; held: a publication of it was set aside by an audit, see set_aside; withdrawn: by a person, see reason, or lost from the input.';
COMMENT ON COLUMN release_change.figures IS 'Number of its figures that changed, see release_figure_change; of an added or withdrawn report all that it has.';
COMMENT ON COLUMN release_change.old_publication IS 'Publication that was current before; null where the report is added.';
COMMENT ON COLUMN release_change.new_publication IS 'Publication that is current now; null where there is none any more.';
COMMENT ON COLUMN release_change.reason IS 'Why a publication of it was set aside, or that one no longer is; else null.';

CREATE TABLE IF NOT EXISTS release_figure_change (
    release    INTEGER NOT NULL,
    agency_id  VARCHAR NOT NULL,
    year       SMALLINT NOT NULL,
    code       VARCHAR NOT NULL,
    change     VARCHAR NOT NULL,
    old_value  DOUBLE,
    new_value  DOUBLE,
    old_state  VARCHAR,
    new_state  VARCHAR,
    old_unit   VARCHAR,
    new_unit   VARCHAR,
    old_raw    VARCHAR,
    new_raw    VARCHAR,
    old_sha256 VARCHAR,
    new_sha256 VARCHAR
);
COMMENT ON TABLE release_figure_change IS 'Figures that changed (数据变更) in reports that both releases hold, one row per figure, old and new.';
COMMENT ON COLUMN release_figure_change.release IS 'Release in which the change appeared; see release.';
COMMENT ON COLUMN release_figure_change.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN release_figure_change.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN release_figure_change.code IS 'Figure code, table.row.column.';
COMMENT ON COLUMN release_figure_change.change IS 'changed, appeared or vanished.';
COMMENT ON COLUMN release_figure_change.old_value IS 'Value before; null where there was none.';
COMMENT ON COLUMN release_figure_change.new_value IS 'Value now; null where there is none.';
COMMENT ON COLUMN release_figure_change.old_state IS 'State before, as in figure.state; null where the figure appeared.';
COMMENT ON COLUMN release_figure_change.new_state IS 'State now; null where the figure vanished.';
COMMENT ON COLUMN release_figure_change.old_unit IS 'Unit before; null where the figure appeared.';
COMMENT ON COLUMN release_figure_change.new_unit IS 'Unit now; null where the figure vanished.';
COMMENT ON COLUMN release_figure_change.old_raw IS 'Text of the cell before.';
COMMENT ON COLUMN release_figure_change.new_raw IS 'Text of the cell now.';
COMMENT ON COLUMN release_figure_change.old_sha256 IS 'Document in which it stood.';
COMMENT ON COLUMN release_figure_change.new_sha256 IS 'Document in which it stands.';

CREATE TABLE IF NOT EXISTS release_pending (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL
);
COMMENT ON TABLE release_pending IS 'Reports that were loaded since the last release (待发布报告); empty in a release.';
COMMENT ON COLUMN release_pending.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN release_pending.year IS 'Year that the report covers (报告年度).';
