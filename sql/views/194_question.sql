-- Purpose: what the program asks a person: cells, rows and tables that it refused, documents of which it does not know whose report they
-- are or of which year, or that it cannot read, and sections in doubt; with how many rates hang on the answer. Where nothing of a sheet was recognised, its
-- cells are those of the report's form, else of the newest. A section is in doubt where the report lacks its title and has others that the form
-- does not know, or text that opens without one.
CREATE OR REPLACE VIEW question AS
WITH place_of AS (
    SELECT form, sheet, position, code, unnest([code, table_code || '.' || row_code, table_code]) AS place,
        unnest(['cell', 'row', 'table']) AS kind
    FROM figure_definition
), doubt AS (
    SELECT f.publication, f.sha256, r.agency_id, r.year, r.revision, f.place, min(f.rule) AS rule, min_by(f.message, f.rule) AS message
    FROM finding f JOIN report r ON r.publication = f.publication AND r.is_current
    WHERE f.severity <> 'info' AND f.place <> '' AND f.right_side IS NULL
    GROUP BY ALL
), form_of AS (
    SELECT d.*, coalesce(
        max(p.form) FILTER (p.form IN (SELECT form FROM report_form o WHERE (o.agency_id, o.year, o.revision) = (d.agency_id, d.year, d.revision))),
        max(p.form) FILTER (starts_with(p.form, 'form_'))
    ) AS form
    FROM doubt d JOIN place_of p USING (place)
    GROUP BY ALL
), lacking AS (
    SELECT d.publication, d.sha256, d.agency_id, d.year, d.rule, d.place, d.message, d.form, p.kind, p.position, p.code
    FROM form_of d JOIN place_of p USING (form, place)
    ANTI JOIN figure f ON f.agency_id = d.agency_id AND f.year = d.year AND f.revision = d.revision AND f.code = p.code
    -- A cell is asked for once, by the closest place that tells of it.
    QUALIFY list_position(['cell', 'row', 'table'], p.kind)
        = min(list_position(['cell', 'row', 'table'], p.kind)) OVER (PARTITION BY d.publication, p.code)
), hanging AS (
    SELECT s.form, unnest(s.figures) AS code, r.rate
    FROM crosswalk_source s JOIN (
        SELECT rate, unnest(list_distinct(numerator || denominator)) AS concept FROM rate_definition
    ) r USING (concept)
), known AS (
    SELECT v.agency_id, v.year, v.rate FROM rate_value v
    JOIN report r ON r.agency_id = v.agency_id AND r.year = v.year AND r.revision = v.revision AND r.is_current
    WHERE v.numerator IS NOT NULL AND v.denominator IS NOT NULL
), cells AS (
    SELECT
        l.publication, l.sha256, l.agency_id, l.year, l.kind, l.place, min(l.form) AS form, min(l.rule) AS rule, min(l.message) AS message,
        min(l.position) AS position, count(DISTINCT l.code) AS cells,
        count(DISTINCT h.rate) FILTER (k.rate IS NULL) AS rates
    FROM lacking l
    LEFT JOIN hanging h ON h.form = l.form AND h.code = l.code
    LEFT JOIN known k ON k.agency_id = l.agency_id AND k.year = l.year AND k.rate = h.rate
    GROUP BY l.publication, l.sha256, l.agency_id, l.year, l.kind, l.place
), refusal AS (
    SELECT
        p.publication, p.sha256, p.agency_id, p.year,
        CASE WHEN p.year IS NULL AND p.agency_id IS NOT NULL THEN 'year'
            WHEN p.agency_id IS NULL AND p.year IS NOT NULL OR bool_or(f.rule = 'AGENCY_AMBIGUOUS') THEN 'agency'
            ELSE 'document' END AS kind,
        '' AS place, CAST(NULL AS VARCHAR) AS form, coalesce(max(f.rule) FILTER (f.rule = 'AGENCY_AMBIGUOUS'), 'QUARANTINED') AS rule,
        p.reason AS message, 0 AS position, 0 AS cells,
        CASE WHEN p.year IS NULL AND p.agency_id IS NULL THEN 0 ELSE (SELECT count(*) FROM rate_definition) END AS rates
    FROM publication_part p LEFT JOIN finding f ON f.publication = p.publication
    WHERE p.position = 0 AND p.outcome = 'quarantined'
    GROUP BY p.publication, p.sha256, p.agency_id, p.year, p.reason
), lost AS (
    SELECT
        f.publication, s.sha256, r.agency_id, r.year, 'section' AS kind, 'section.' || f.place AS place, CAST(NULL AS VARCHAR) AS form, f.rule,
        f.message, 1000 + coalesce(s.position, 0) AS position, 1 AS cells, 0 AS rates
    FROM finding f JOIN report r ON r.publication = f.publication AND r.is_current
    -- It may be that whose title is of no known kind, or what opens under a heading that only this section has.
    JOIN section s ON s.agency_id = r.agency_id AND s.year = r.year AND s.revision = r.revision AND coalesce(s.code, f.place) = f.place
        AND (s.code IS NULL OR s.title = '')
    WHERE f.rule = 'SECTION_MISSING'
    QUALIFY row_number() OVER (PARTITION BY f.publication, f.place ORDER BY s.code NULLS LAST, s.position) = 1
), doubtful AS (
    SELECT
        f.publication, r.sha256, r.agency_id, r.year, CASE WHEN starts_with(f.rule, 'AGENCY_') THEN 'agency' ELSE 'year' END AS kind,
        '' AS place, CAST(NULL AS VARCHAR) AS form, f.rule, f.message, 0 AS position, 0 AS cells, 0 AS rates
    FROM finding f JOIN report r ON r.publication = f.publication AND r.is_current
    WHERE f.rule IN ('AGENCY_DISAGREES', 'YEAR_DISAGREES', 'YEAR_INFERRED')
    QUALIFY row_number() OVER (PARTITION BY f.publication, kind ORDER BY f.rule) = 1
)
SELECT
    row_number() OVER (
        ORDER BY q.rates DESC, q.kind IN ('year', 'agency') DESC, q.kind = 'section', q.cells, d.source, q.position, q.place, q.publication
    ) AS number,
    q.rates, q.kind AS asks, q.place, q.cells, q.rule, q.message, q.form, q.agency_id, a.agency, a.region_code, a.province, a.city, a.county,
    a.level, a.kind, q.year, d.source, q.sha256, q.publication
FROM (FROM cells UNION ALL BY NAME FROM refusal UNION ALL BY NAME FROM doubtful UNION ALL BY NAME FROM lost) q
JOIN document d USING (sha256)
LEFT JOIN agency_place a ON a.agency_id = q.agency_id;
COMMENT ON VIEW question IS 'Questions to people (待人工判读), one row per place that the program refused, what most hangs on first; `xxgk review` asks them.';
COMMENT ON COLUMN question.number IS 'Its place in the list.';
COMMENT ON COLUMN question.rates IS 'Rates of the report that are not known and hang on the answer; of a document that is not loaded, all.';
COMMENT ON COLUMN question.asks IS 'What is asked: cell, row, table; section: the title under which it stands; agency or year of a document; document: all that it says.';
COMMENT ON COLUMN question.place IS 'Figure code, row (table.row) or table, or section. with the code of a section; empty of a document.';
COMMENT ON COLUMN question.cells IS 'Cells of the place that have no figure.';
COMMENT ON COLUMN question.rule IS 'Finding by which it was refused; see rule_definition.';
COMMENT ON COLUMN question.message IS 'Why it was refused.';
COMMENT ON COLUMN question.form IS 'Form whose cells are asked for.';
COMMENT ON COLUMN question.agency_id IS 'Agency that reports, as far as it is known.';
COMMENT ON COLUMN question.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN question.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN question.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN question.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN question.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN question.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN question.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN question.year IS 'Year that the report covers (报告年度), as far as it is known.';
COMMENT ON COLUMN question.source IS 'Address or path of the document.';
COMMENT ON COLUMN question.sha256 IS 'Document in which it stands; see document.';
COMMENT ON COLUMN question.publication IS 'Publication; see publication_part.';
