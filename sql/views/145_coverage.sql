-- Purpose: what is there, what is not, and whether it was ever looked for, for every agency and every year of which anything was loaded.
CREATE OR REPLACE VIEW source_of AS
WITH named AS (
    SELECT name, min(agency_id) AS agency_id FROM (
        SELECT agency_id, unnest(list_append(aliases, name)) AS name FROM agency
    ) GROUP BY name HAVING count(DISTINCT agency_id) = 1
), kept AS (
    SELECT key, sha256 FROM page_version
    UNION
    SELECT key, sha256 FROM page_part WHERE sha256 IS NOT NULL
)
SELECT agency_id, url AS listing FROM listing_agency
UNION
SELECT agency_id, url FROM listed_agency WHERE url IS NOT NULL
UNION
SELECT n.agency_id, l.url FROM listing l JOIN named n ON n.name = l.agency
UNION
SELECT r.agency_id, page.listing FROM report r JOIN kept USING (sha256) JOIN page USING (key);
COMMENT ON VIEW source_of IS 'Where the reports of an agency are looked for (机关的年报来源), one row per agency and listing: one that names or implies it (listed_agency), is expected to show it (listing_agency), or has shown a report of it.';
COMMENT ON COLUMN source_of.agency_id IS 'Agency; see agency.';
COMMENT ON COLUMN source_of.listing IS 'Address of the listing; see listing.';

CREATE OR REPLACE VIEW coverage AS
WITH span AS (
    SELECT CAST(unnest(range(min(year), max(year) + 1)) AS SMALLINT) AS year FROM report
), refused AS (
    SELECT agency_id, year, min_by(outcome, outcome_rank(outcome)) AS outcome, min_by(reason, outcome_rank(outcome)) AS reason
    FROM publication_part WHERE position = 0 AND outcome IN ('held', 'quarantined') AND agency_id IS NOT NULL GROUP BY ALL
), refused_part AS (
    SELECT agency_id, year, revision, min(message) AS message
    FROM finding WHERE severity = 'error' AND right_side IS NULL AND agency_id IS NOT NULL GROUP BY ALL
), looked AS (
    SELECT
        s.agency_id, CAST(max(l.ok_at) FILTER (l.alarm <> 'partial') + INTERVAL 8 HOUR AS DATE) AS looked_on,
        bool_or(l.alarm = 'partial') AS in_part
    FROM source_of s JOIN listing l ON l.url = s.listing GROUP BY s.agency_id
), not_had AS (   -- whose report a page is that never came, nobody knows
    SELECT DISTINCT s.agency_id, p.year
    FROM source_of s JOIN page p ON p.listing = s.listing
    WHERE p.changed_at IS NULL AND p.gone_since IS NULL AND p.year IS NOT NULL
)
SELECT
    a.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    span.year,
    CASE
        WHEN x.sheets IS NOT NULL THEN 'contradictory'
        WHEN coalesce(p.agency_id, CASE WHEN r.outcome IS NULL THEN q.agency_id END) IS NOT NULL THEN 'refused'
        WHEN r.outcome IS NOT NULL THEN 'clean'
        WHEN l.looked_on >= make_date(span.year + 1, 1, 1) AND n.agency_id IS NULL THEN 'not_there'
        ELSE 'never_looked_at'
    END AS state,
    CASE
        WHEN r.outcome IS NOT NULL THEN 'in part: ' || p.message
        WHEN q.agency_id IS NOT NULL THEN q.reason
        WHEN n.agency_id IS NOT NULL THEN 'a page of its listing on this year could not be had'
        WHEN l.in_part AND l.looked_on IS NULL THEN 'its listing could be read only in part'
    END AS reason,
    coalesce(r.outcome, q.outcome) AS outcome,
    l.looked_on
FROM agency_place a CROSS JOIN span
LEFT JOIN report r ON r.agency_id = a.agency_id AND r.year = span.year AND r.is_current
LEFT JOIN contradicted_report x ON x.agency_id = r.agency_id AND x.year = r.year AND x.revision = r.revision
LEFT JOIN refused_part p ON p.agency_id = r.agency_id AND p.year = r.year AND p.revision = r.revision
LEFT JOIN refused q ON q.agency_id = a.agency_id AND q.year = span.year
LEFT JOIN looked l ON l.agency_id = a.agency_id
LEFT JOIN not_had n ON n.agency_id = a.agency_id AND n.year = span.year;
COMMENT ON VIEW coverage IS 'What is there, what is not, and whether it was looked for (收录情况), one row per agency and year, from the first to the last year of the warehouse.';
COMMENT ON COLUMN coverage.agency_id IS 'Agency.';
COMMENT ON COLUMN coverage.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN coverage.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN coverage.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN coverage.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN coverage.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN coverage.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN coverage.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN coverage.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN coverage.state IS 'Five words: clean (收录); contradictory: it is there, and an equation of it fails (自相矛盾); refused: it is there and was not read, or not all of it (未能读取), see reason; not_there: a source was looked at after the year and does not have it, perhaps not yet (未见公布); never_looked_at: no source of it is known, or none could be read since, or a page that may be it never came, see reason (未曾查找).';
COMMENT ON COLUMN coverage.reason IS 'Why it was refused ("in part" where the rest was read), or why it cannot be said that it is not there.';
COMMENT ON COLUMN coverage.outcome IS 'loaded, loaded_with_findings, quarantined or held; null where no report is there.';
COMMENT ON COLUMN coverage.looked_on IS 'Last day on which a listing that is to show its reports could be read to its end (最近查找日期); null where none was.';
