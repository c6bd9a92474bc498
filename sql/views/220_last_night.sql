-- Purpose: what the last run of the crawl found: reports that are new, changed, gone from their address or from their listing.
CREATE OR REPLACE VIEW last_night AS
WITH run AS (
    SELECT max(run) AS run FROM crawl_run
), seen AS (
    SELECT key, version, sha256, CASE WHEN version = 1 THEN 'new' ELSE 'changed' END AS change
    FROM page_version SEMI JOIN run USING (run)
    UNION ALL
    SELECT key, NULL, NULL, 'gone' FROM page SEMI JOIN run USING (run) WHERE gone_since = checked_at
    UNION ALL
    SELECT page.key, NULL, NULL, 'not listed' FROM page JOIN listing ON listing.url = page.listing
    WHERE listing.run = (FROM run) AND page.missing_since = listing.checked_at AND page.changed_at IS NOT NULL
), kept AS (
    SELECT key, version, sha256 FROM page_version
    UNION
    SELECT key, version, sha256 FROM page_part WHERE sha256 IS NOT NULL
), read AS (
    SELECT kept.key, kept.version, min(r.agency_name) AS agency, min(r.year) AS year
    FROM kept JOIN report r USING (sha256) GROUP BY ALL
)
SELECT
    seen.change,
    coalesce(this.agency, any_of.agency) AS agency,
    coalesce(this.year, any_of.year, page.year) AS year,
    page.title,
    page.url,
    seen.version,
    seen.sha256
FROM seen JOIN page USING (key)
LEFT JOIN read this ON this.key = seen.key AND this.version = seen.version
LEFT JOIN (SELECT key, min(agency) AS agency, min(year) AS year FROM read GROUP BY key) any_of ON any_of.key = seen.key;
COMMENT ON VIEW last_night IS 'What the last run of the crawl found (最近一次采集), one row per report and change.';
COMMENT ON COLUMN last_night.change IS 'new, changed (its content, without notice), gone (from its address), not listed (its listing names it no more; what was fetched stays). An address that never gave a report is neither.';
COMMENT ON COLUMN last_night.agency IS 'Agency that reports; null where no version of it could be read.';
COMMENT ON COLUMN last_night.year IS 'Year that the report covers (报告年度), as read, else as its link says.';
COMMENT ON COLUMN last_night.title IS 'Text of its link (标题).';
COMMENT ON COLUMN last_night.url IS 'Its address.';
COMMENT ON COLUMN last_night.version IS 'Version that is new; see page_version. Null where nothing came.';
COMMENT ON COLUMN last_night.sha256 IS 'Its main document; see document. Null where nothing came.';
