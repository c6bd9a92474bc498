-- Purpose: enter the release itself: when, by what, from which documents, with how many rows.
DELETE FROM release WHERE release = getvariable('release');
INSERT INTO release
SELECT
    getvariable('release'), getvariable('built_at'), getvariable('code_version'),
    count(*), sha256(coalesce(string_agg(sha256, chr(10) ORDER BY sha256), '')), getvariable('audited')
FROM document;
DELETE FROM release_pending;
