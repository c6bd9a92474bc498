-- Purpose: the ledger: what each run was given and what became of it. The only tables that know clock, order and machine.
CREATE TABLE IF NOT EXISTS ingest_run (
    run         INTEGER NOT NULL,
    started_at  TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    workers     SMALLINT NOT NULL,
    files       INTEGER NOT NULL
);
COMMENT ON TABLE ingest_run IS 'Runs of ingest (运行记录), one row each.';
COMMENT ON COLUMN ingest_run.run IS 'Number of the run, from 1.';
COMMENT ON COLUMN ingest_run.started_at IS 'Beginning of the run, UTC.';
COMMENT ON COLUMN ingest_run.finished_at IS 'End of the run, UTC; null where it was broken off.';
COMMENT ON COLUMN ingest_run.workers IS 'Number of reading processes; 0: none, documents were read in the process itself.';
COMMENT ON COLUMN ingest_run.files IS 'Number of files handed in.';

CREATE TABLE IF NOT EXISTS ingest_outcome (
    run         INTEGER NOT NULL,
    source      VARCHAR NOT NULL,
    sha256      VARCHAR,
    publication VARCHAR,
    outcome     VARCHAR NOT NULL,
    reason      VARCHAR
);
COMMENT ON TABLE ingest_outcome IS 'Outcomes (处理结果), one row per run and file: exactly one of loaded, loaded_with_findings, quarantined, held, withdrawn, duplicate, unreachable.';
COMMENT ON COLUMN ingest_outcome.run IS 'Run; see ingest_run.';
COMMENT ON COLUMN ingest_outcome.source IS 'Path as it was handed in.';
COMMENT ON COLUMN ingest_outcome.sha256 IS 'Document found there; null where the file could not be opened.';
COMMENT ON COLUMN ingest_outcome.publication IS 'Publication as part of which it was handed in; null where the file could not be opened.';
COMMENT ON COLUMN ingest_outcome.outcome IS 'What became of it; held, withdrawn: it was read, and this release goes on without it (set_aside); duplicate: these bytes had been dealt with before, in this run or an earlier one.';
COMMENT ON COLUMN ingest_outcome.reason IS 'Why, one line; null where it was loaded.';
