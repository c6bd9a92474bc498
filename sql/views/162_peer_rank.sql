-- Purpose: an agency among its peers: agencies of its level, kind and province, in the same year.
CREATE OR REPLACE VIEW peer_rank AS
SELECT
    agency_id, agency, region_code, province, city, county, level, kind, year, rate, numerator, denominator, percent, is_consistent,
    rank() OVER (PARTITION BY rate, year, level, kind, province ORDER BY percent DESC) AS peer_rank,
    count(*) OVER (PARTITION BY rate, year, level, kind, province) AS peers,
    median(percent) OVER (PARTITION BY rate, year, level, kind, province) AS peer_median
FROM rate WHERE percent IS NOT NULL AND level IS NOT NULL AND kind IS NOT NULL;
COMMENT ON VIEW peer_rank IS 'Rates among peers (同类机关排名), one row per agency, year and rate that is known; peers are the agencies of its level, kind and province whose rate is known, contradictory reports included. In the top tenth: peer_rank <= peers / 10.';
COMMENT ON COLUMN peer_rank.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN peer_rank.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN peer_rank.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN peer_rank.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN peer_rank.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN peer_rank.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN peer_rank.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN peer_rank.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN peer_rank.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN peer_rank.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN peer_rank.numerator IS 'Sum above the line (分子).';
COMMENT ON COLUMN peer_rank.denominator IS 'Sum below the line (分母).';
COMMENT ON COLUMN peer_rank.percent IS 'The rate in percent (百分比).';
COMMENT ON COLUMN peer_rank.is_consistent IS 'False where an equation of a table in which a figure of either side stands fails in this report (勾稽关系不成立), see contradicted; where one stands in prose or in a local list, one of any table.';
COMMENT ON COLUMN peer_rank.peer_rank IS 'Its place among its peers (排名), 1 the highest rate; equal rates have equal places.';
COMMENT ON COLUMN peer_rank.peers IS 'How many they are, itself included (同类机关数).';
COMMENT ON COLUMN peer_rank.peer_median IS 'The rate in their middle (中位数), in percent.';
