-- Purpose: the equations between a report and that of the same agency for the year before; assessed only where all figures are numbers,
-- amounts of money in the unit of the form.
DELETE FROM cross_finding WHERE (agency_id, year) IN (FROM affected) AND rule IN (SELECT rule FROM cross_check);
INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
WITH cell AS (
    SELECT
        f.agency_id, f.year, f.form, f.code,
        CASE WHEN d.unit IN (SELECT unit FROM money_unit) THEN money_in(f.value, f.unit, d.unit) ELSE f.value END AS value
    FROM figure f LEFT JOIN figure_definition d ON d.form = f.form AND d.code = f.code
    SEMI JOIN (SELECT code FROM cross_term) t ON t.code = f.code
    SEMI JOIN (SELECT agency_id, year FROM affected UNION SELECT agency_id, year - 1 FROM affected) a
        ON a.agency_id = f.agency_id AND a.year = f.year
    SEMI JOIN (FROM report WHERE is_current) r
        ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision
    WHERE value IS NOT NULL
), side AS (
    SELECT
        c.agency_id,
        c.year + t.lag AS year,
        t.check_no,
        coalesce(sum(t.sign * c.value) FILTER (t.side = 'left'), 0) AS left_side,
        coalesce(sum(t.sign * c.value) FILTER (t.side = 'right'), 0) AS right_side,
        count(*) AS terms
    FROM cell c JOIN cross_term t ON t.code = c.code AND (t.lag = 1 OR t.form = c.form)
    GROUP BY ALL
)
SELECT
    s.agency_id,
    s.year,
    k.rule,
    k.severity,
    k.place,
    concat('against the report of ', s.year - 1, ': ', printf('%.10g and %.10g', s.left_side, s.right_side)),
    s.left_side,
    s.right_side,
    s.agency_id,
    s.year - 1
FROM side s JOIN cross_check k USING (check_no, terms) SEMI JOIN affected USING (agency_id, year)
WHERE NOT CASE k.compare
    WHEN '==' THEN abs(s.left_side - s.right_side) <= 1e-6
    WHEN '<=' THEN s.left_side <= s.right_side
    ELSE s.left_side = 0 OR s.right_side = 0 OR NOT (
        s.left_side / s.right_side BETWEEN k.low AND k.high OR s.right_side / s.left_side BETWEEN k.low AND k.high
    )
END;
