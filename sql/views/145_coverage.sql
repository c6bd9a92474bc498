-- Purpose: what is there and what is missing, for every agency and every year of which anything was loaded.
CREATE OR REPLACE VIEW coverage AS
WITH span AS (
    SELECT CAST(unnest(range(min(year), max(year) + 1)) AS SMALLINT) AS year FROM report
), refused AS (
    SELECT agency_id, year, min_by(outcome, outcome_rank(outcome)) AS outcome, min_by(reason, outcome_rank(outcome)) AS reason
    FROM publication_part WHERE position = 0 AND outcome IN ('held', 'quarantined') AND agency_id IS NOT NULL GROUP BY ALL
)
SELECT
    a.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    span.year,
    coalesce(r.outcome, q.outcome, 'missing') AS state,
    CASE WHEN r.outcome IS NULL THEN q.reason END AS reason
FROM agency_place a CROSS JOIN span
LEFT JOIN report r ON r.agency_id = a.agency_id AND r.year = span.year AND r.is_current
LEFT JOIN refused q ON q.agency_id = a.agency_id AND q.year = span.year;
COMMENT ON VIEW coverage IS 'What is there and what is missing (收录情况), one row per agency and year, from the first to the last year of the warehouse.';
COMMENT ON COLUMN coverage.agency_id IS 'Agency.';
COMMENT ON COLUMN coverage.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN coverage.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN coverage.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN coverage.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN coverage.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN coverage.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN coverage.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN coverage.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN coverage.state IS 'loaded, loaded_with_findings; quarantined: a report is there but was refused; held: an audit holds it back; missing: none was handed in.';
COMMENT ON COLUMN coverage.reason IS 'Why it was quarantined or is held.';
