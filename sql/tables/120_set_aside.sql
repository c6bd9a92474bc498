-- Purpose: what a release goes on without: documents that an audit holds, and those that a person took out. The working warehouse has them
-- still, and every release decides anew (flows/release/setting_aside.py).
CREATE TABLE IF NOT EXISTS set_aside (
    publication VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    outcome     VARCHAR NOT NULL,
    audit       VARCHAR,
    reason      VARCHAR NOT NULL,
    since       TIMESTAMP NOT NULL,
    agency_id   VARCHAR,
    agency      VARCHAR,
    year        SMALLINT,
    title       VARCHAR
);
COMMENT ON TABLE set_aside IS 'Publications that this release goes on without (未发布文件), one row each: held by an audit, or withdrawn by a person.';
COMMENT ON COLUMN set_aside.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN set_aside.sha256 IS 'Its main document; see document.';
COMMENT ON COLUMN set_aside.source IS 'Path or address of its main document.';
COMMENT ON COLUMN set_aside.outcome IS 'held: an audit failed for it, and it comes back when the audit passes; withdrawn: taken out by `xxgk withdraw`.';
COMMENT ON COLUMN set_aside.audit IS 'Audit that holds it, the name of its file in sql/audit; null where it is withdrawn.';
COMMENT ON COLUMN set_aside.reason IS 'Why: what the audit is for, or what the person wrote.';
COMMENT ON COLUMN set_aside.since IS 'Since when, UTC: the first release that went on without it, or when the person took it out.';
COMMENT ON COLUMN set_aside.agency_id IS 'Agency whose report it would be; null where it is none.';
COMMENT ON COLUMN set_aside.agency IS 'Name of the agency (机关名称).';
COMMENT ON COLUMN set_aside.year IS 'Year that it covers (报告年度).';
COMMENT ON COLUMN set_aside.title IS 'Title as printed (标题).';
