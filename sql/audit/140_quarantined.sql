-- Purpose: documents that were quarantined.
-- Severity: warn
-- Baseline: 0.25
-- Of: SELECT count(*) FROM document
-- From: 200
-- Because: among annual reports stand notices, scans without text and empty shells; a quarter is what a crawl of mixed sites may bring
SELECT sha256, source, reason FROM document WHERE outcome = 'quarantined';
