-- Purpose: what the page of an agency shows, as one JSON object for each agency of the staged table `wanted`: its years, the comparable series
-- of its figures, its rates, and its reports at a glance.
WITH known AS (
    SELECT agency_id, list({
        'year': year, 'state': state, 'reason': reason, 'looked': looked_on::VARCHAR
    } ORDER BY year) AS told
    FROM site_coverage SEMI JOIN wanted USING (agency_id) GROUP BY ALL
), line AS (
    SELECT agency_id, concept, list([
        year::DOUBLE, value, (comparability <> 'exact')::DOUBLE, (NOT is_consistent)::DOUBLE, list_position(getvariable('forms'), form)::DOUBLE
    ] ORDER BY year) AS told
    FROM series SEMI JOIN wanted USING (agency_id) GROUP BY ALL
), lines AS (
    SELECT agency_id, list({'concept': concept, 'line': told} ORDER BY concept) AS told FROM line GROUP BY ALL
), shares AS (
    SELECT agency_id, list({
        'rate': rate, 'year': year, 'percent': percent, 'of': [numerator, denominator], 'consistent': is_consistent
    } ORDER BY rate, year) AS told
    FROM rate SEMI JOIN wanted USING (agency_id) WHERE numerator IS NOT NULL GROUP BY ALL
), reports AS (
    SELECT agency_id, list({
        'year': year, 'title': title, 'published_on': published_on::VARCHAR, 'days_late': days_late, 'figures': figures,
        'sections': sections, 'errors': errors, 'warnings': warnings, 'revision': revision
    } ORDER BY year) AS told
    FROM report_overview SEMI JOIN wanted USING (agency_id) GROUP BY ALL
), before AS (
    SELECT successor_id AS agency_id, list({'agency_id': s.agency_id, 'name': a.name, 'year': s.year} ORDER BY s.year, a.name) AS told
    FROM agency_succession s JOIN agency a ON a.agency_id = s.agency_id GROUP BY ALL
)
SELECT
    a.agency_id, to_json({
        'name': a.agency, 'region': a.region_code, 'province': a.province, 'city': a.city, 'county': a.county, 'level': a.level, 'kind': a.kind,
        'resolved': a.is_resolved, 'years': k.told, 'lines': coalesce(l.told, []), 'rates': coalesce(s.told, []),
        'reports': coalesce(r.told, []), 'before': coalesce(b.told, [])
    })::VARCHAR AS told
FROM agency_place a JOIN known k USING (agency_id)
LEFT JOIN lines l USING (agency_id) LEFT JOIN shares s USING (agency_id) LEFT JOIN reports r USING (agency_id)
LEFT JOIN before b USING (agency_id)
ORDER BY a.agency_id;
