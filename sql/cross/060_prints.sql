-- Purpose: where the prints of one report disagree: a Word file and a page, a page and a portal, two copies of which one is wrong. Each
-- print that stands now is held against the current one; what was replaced where it stood is history and no disagreement.
DELETE FROM cross_finding WHERE rule IN ('PRINTS_DISAGREE', 'PRINT_IS_POORER') AND (agency_id, year) IN (FROM refreshed);

CREATE OR REPLACE TEMP TABLE twin AS
WITH print AS (
    SELECT s.*, r.revision, r.sha256, r.published_on, d.source
    FROM standing s SEMI JOIN refreshed USING (agency_id, year)
    JOIN report r USING (agency_id, year, publication) JOIN document d USING (sha256)
)
SELECT
    c.agency_id, c.year, c.revision, o.revision AS other_revision, c.source, o.source AS other_source,
    c.sha256, o.sha256 AS other_sha256, c.tables, o.tables AS other_tables, c.figures, o.figures AS other_figures,
    c.is_whole AND NOT o.is_whole AS is_cut, c.is_filled AND NOT o.is_filled AS is_empty
FROM print c JOIN print o USING (agency_id, year)
WHERE c.rank = 1 AND o.rank > 1 AND o.is_shown;

INSERT INTO cross_finding
WITH said AS (
    SELECT f.*, d.source FROM figure f JOIN document d USING (sha256)
    WHERE f.rowid IN (SELECT t.rowid FROM figure t SEMI JOIN twin USING (agency_id, year))
)
SELECT
    t.agency_id, t.year, 'PRINTS_DISAGREE', 'warning', c.code,
    concat(c.source, ' prints ''', c.raw, ''', ', o.source, ' prints ''', o.raw, ''''),
    c.value, o.value, NULL, NULL, c.sha256, o.sha256
FROM twin t
JOIN said c ON c.agency_id = t.agency_id AND c.year = t.year AND c.revision = t.revision
JOIN said o ON o.agency_id = t.agency_id AND o.year = t.year AND o.revision = t.other_revision AND o.code = c.code
WHERE (c.value, c.unit, c.state) IS DISTINCT FROM (o.value, o.unit, o.state)
UNION ALL
SELECT
    agency_id, year, 'PRINT_IS_POORER', 'info', '',
    concat(
        other_source, CASE WHEN is_cut THEN ' is cut off: ' WHEN is_empty THEN ' is not filled in: ' ELSE ': ' END,
        other_figures, ' cells in ', other_tables, ' tables; ', source, ', which is current, has ', figures, ' in ', tables
    ),
    figures, other_figures, NULL, NULL, sha256, other_sha256
FROM twin
WHERE is_cut OR is_empty OR (other_tables, other_figures) < (tables, figures);
