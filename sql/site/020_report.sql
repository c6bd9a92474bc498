-- Purpose: what the page of a report shows, as one JSON object for each report of the staged table `wanted`: its head, the cells of its
-- tables in the order of their form, its sections, what it tells in prose, local lists, findings, its other prints and its documents.
WITH now_current AS (
    SELECT r.* FROM report r SEMI JOIN wanted USING (agency_id, year) WHERE r.is_current
), cell AS (
    SELECT f.*, d.position AS place, d.unit AS usual
    FROM figure f SEMI JOIN now_current USING (agency_id, year, revision) LEFT JOIN figure_definition d USING (form, code)
), block AS (
    SELECT
        agency_id, year, {
            'form': form,
            'sha256': sha256,
            'place': list(place ORDER BY place),
            'raw': list(raw ORDER BY place),
            'at': list(locator ORDER BY place),
            'state': list(state ORDER BY place),
            'value': list([place, value] ORDER BY place) FILTER (
                value IS NOT NULL AND NOT (regexp_full_match(raw, '[0-9]{1,15}') AND try_cast(raw AS DOUBLE) IS NOT DISTINCT FROM value)
            ),
            'unit': list({'place': place, 'unit': unit} ORDER BY place) FILTER (unit <> usual),
            'doubt': list([place, confidence] ORDER BY place) FILTER (confidence < 1)
        } AS told
    FROM cell WHERE place IS NOT NULL GROUP BY agency_id, year, form, sha256
), blocks AS (
    SELECT agency_id, year, list(told ORDER BY told.form, told.sha256) AS told FROM block GROUP BY ALL
), narrative AS (
    SELECT agency_id, year, list({'code': code, 'title': title, 'text': text} ORDER BY position) AS told
    FROM section s SEMI JOIN now_current USING (agency_id, year, revision) GROUP BY ALL
), prose AS (
    SELECT agency_id, year, list({
        'code': t.code, 'label': d.label, 'value': t.value, 'unit': t.unit, 'raw': raw, 'sentence': sentence, 'about': t.approximate
    } ORDER BY d.position, t.section, t.characters_before) AS told
    FROM text_figure t SEMI JOIN now_current USING (agency_id, year, revision)
    LEFT JOIN text_figure_definition d USING (code) GROUP BY ALL
), local AS (
    SELECT agency_id, year, list({
        'label': label, 'column': column_label, 'raw': raw, 'unit': unit, 'state': state, 'at': locator, 'sha256': sha256
    } ORDER BY position) AS told
    FROM indicator i SEMI JOIN now_current USING (agency_id, year, revision) GROUP BY ALL
), doubt AS (
    SELECT agency_id, year, list({
        'rule': rule, 'severity': severity, 'place': place, 'message': message, 'left': left_side, 'right': right_side,
        'other': other_agency_id, 'other_name': other_agency, 'other_year': other_year
    } ORDER BY list_position(['error', 'warning', 'info'], severity), place, rule, message) AS told
    FROM report_finding SEMI JOIN wanted USING (agency_id, year) GROUP BY ALL
), prints AS (
    SELECT agency_id, year, list({
        'revision': revision, 'current': is_current, 'sha256': sha256, 'published_on': published_on::VARCHAR, 'source': d.source
    } ORDER BY revision) AS told
    FROM report r SEMI JOIN wanted USING (agency_id, year) LEFT JOIN document d USING (sha256) GROUP BY ALL
), held AS (
    SELECT agency_id, year, sha256 FROM now_current
    UNION
    SELECT agency_id, year, sha256 FROM cell
    UNION
    SELECT r.agency_id, r.year, p.sha256 FROM now_current r JOIN publication_part p USING (publication)
), documents AS (
    SELECT agency_id, year, list({
        'sha256': sha256, 'source': source, 'type': media_type, 'reader': reader, 'size': size_bytes
    } ORDER BY sha256) AS told
    FROM held JOIN document USING (sha256) GROUP BY ALL
)
SELECT
    o.agency_id, o.year, to_json({
        'agency': o.agency, 'region': o.region_code, 'city': o.city, 'county': o.county, 'title': o.title, 'published_on': o.published_on::VARCHAR,
        'due_on': o.due_on::VARCHAR, 'days_late': o.days_late, 'revision': o.revision, 'outcome': o.outcome, 'source': o.source,
        'sha256': o.sha256, 'together': o.together_with, 'consistent': o.is_consistent,
        'blocks': coalesce(b.told, []), 'sections': coalesce(s.told, []), 'prose': coalesce(t.told, []), 'local': coalesce(l.told, []),
        'findings': coalesce(f.told, []), 'prints': coalesce(p.told, []), 'documents': coalesce(c.told, [])
    })::VARCHAR AS told
FROM report_overview o SEMI JOIN wanted w USING (agency_id, year)
LEFT JOIN blocks b USING (agency_id, year)
LEFT JOIN narrative s USING (agency_id, year)
LEFT JOIN prose t USING (agency_id, year)
LEFT JOIN local l USING (agency_id, year)
LEFT JOIN doubt f USING (agency_id, year)
LEFT JOIN prints p USING (agency_id, year)
LEFT JOIN documents c USING (agency_id, year)
ORDER BY o.agency_id, o.year;
