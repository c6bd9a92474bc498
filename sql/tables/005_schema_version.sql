-- Purpose: which version of these tables a file has, so that a newer program brings it up to its own and an older one leaves it alone.
CREATE TABLE IF NOT EXISTS schema_version (
    version      INTEGER NOT NULL,
    reached_at   TIMESTAMP NOT NULL,
    code_version VARCHAR NOT NULL
);
COMMENT ON TABLE schema_version IS 'Versions of the schema that this file went through (结构版本), one row each; the highest is that of the file.';
COMMENT ON COLUMN schema_version.version IS 'Number of the version: 1 for xxgk 0.1 (which did not write it down), 2 for 0.2.';
COMMENT ON COLUMN schema_version.reached_at IS 'When the file was made with it or brought up to it, UTC.';
COMMENT ON COLUMN schema_version.code_version IS 'Version of the program that made its tables and views; another one makes the views anew when it opens the file to write.';
