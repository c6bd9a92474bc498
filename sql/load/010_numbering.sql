-- Purpose: number the revisions of every agency and year that the staged reports touch, the reports already loaded included.
-- By date of publication (unknown first: a dated print supersedes an undated one), then by hash: a function of the documents alone.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT sha256, document.source FROM document SEMI JOIN staged_document USING (sha256);

CREATE OR REPLACE TEMP TABLE numbered AS
WITH touched AS (
    SELECT agency_id, year FROM staged_report
    UNION
    SELECT agency_id, year FROM report SEMI JOIN replaced USING (sha256)
), candidate AS (
    SELECT agency_id, year, published_on, sha256 FROM staged_report
    UNION ALL
    SELECT agency_id, year, published_on, sha256
    FROM report SEMI JOIN touched USING (agency_id, year) ANTI JOIN replaced USING (sha256)
)
SELECT
    sha256,
    row_number() OVER revisions AS revision,
    row_number() OVER revisions = count(*) OVER (PARTITION BY agency_id, year) AS is_current
FROM candidate
WINDOW revisions AS (PARTITION BY agency_id, year ORDER BY published_on NULLS FIRST, sha256);

CREATE OR REPLACE TEMP TABLE renumbered AS
SELECT numbered.* FROM numbered JOIN report USING (sha256)
WHERE (numbered.revision, numbered.is_current) IS DISTINCT FROM (report.revision, report.is_current);
