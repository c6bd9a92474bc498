-- Purpose: fingerprints of the fresh reports, as they now count: of their figures, and of the clauses of their narrative without digits,
-- so that a text copied with new numbers in it is known again. (A hash is hashed once more before it is added by exclusive or: DuckDB
-- adds the hash of the last value so itself, and two cells of one value would leave no trace of it.)
INSERT INTO print_before
SELECT p.agency_id, p.year, r.bands
FROM piece p LEFT JOIN report_print r ON r.agency_id = p.agency_id AND r.year = p.year
ANTI JOIN print_before b ON b.agency_id = p.agency_id AND b.year = p.year;

DELETE FROM report_print WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO report_print
WITH now AS (
    SELECT n, agency_id, year, revision FROM fresh_report SEMI JOIN (FROM report WHERE is_current) USING (agency_id, year, revision)
), figures AS (
    SELECT
        n,
        bit_xor(hash(hash(code, value))) AS figure_print,
        count(DISTINCT value) AS figure_kinds
    FROM fresh_figure SEMI JOIN now USING (n)
    WHERE value <> 0 GROUP BY n
), clause AS (
    SELECT DISTINCT n, unnest(clause_hashes(text)) AS hash
    FROM section JOIN now USING (agency_id, year, revision)
    WHERE code IS NULL OR (code <> 'preamble' AND NOT starts_with(code, 'overview_'))  -- topics repeat a part of the overview
), bucket AS (
    SELECT n, CAST(hash % 32 AS BIGINT) AS bucket, CAST(min(hash >> 32) AS UINTEGER) AS least, count(*) AS clauses FROM clause GROUP BY ALL
), sketched AS (
    SELECT n, clauses, list_transform(range(32), lambda b: map_extract_value(least, b)) AS sketch
    FROM (SELECT n, sum(clauses) AS clauses, map(list(bucket), list(least)) AS least FROM bucket GROUP BY n)
)
SELECT
    agency_id, year, figure_print, coalesce(figure_kinds, 0), coalesce(clauses, 0), sketch,
    CASE WHEN clauses >= 20 THEN list_transform(range(8), lambda b: hash(b, sketch[4 * b + 1 : 4 * b + 4])) END
FROM now LEFT JOIN figures USING (n) LEFT JOIN sketched USING (n);
