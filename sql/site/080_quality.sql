-- Purpose: what the page of quality shows, as one JSON object: findings by rule, what was refused and why, the audits of the release, what
-- changed since the one before, and which readers met which fate.
WITH last_one AS (
    SELECT max(release) AS release FROM release
)
SELECT to_json({
    'findings': (
        SELECT list({'rule': rule, 'severity': severity, 'findings': findings, 'agencies': agencies, 'about': about}
            ORDER BY list_position(['error', 'warning', 'info'], severity), findings DESC, rule)
        FROM (
            SELECT rule, severity, sum(findings)::BIGINT AS findings, max(agencies) AS agencies, any_value(about) AS about
            FROM finding_summary GROUP BY rule, severity
        )
    ),
    'refused': (
        SELECT list({'outcome': outcome, 'reason': reason, 'documents': documents, 'example': example} ORDER BY documents DESC, outcome, reason)
        FROM (SELECT outcome, reason, count(*) AS documents, min(source) AS example FROM refused GROUP BY outcome, reason)
    ),
    'audits': (
        SELECT list({'audit': audit, 'severity': severity, 'failing': failing, 'allowed': allowed, 'passed': passed, 'reason': reason}
            ORDER BY passed, audit)
        FROM release_audit SEMI JOIN last_one USING (release)
    ),
    'changes': (
        SELECT list({'change': change, 'agency_id': agency_id, 'agency': name, 'year': year, 'figures': figures}
            ORDER BY change, name, year)
        FROM (
            FROM release_change c SEMI JOIN last_one USING (release) LEFT JOIN agency a USING (agency_id)
            WHERE change <> 'new' OR release > 1 ORDER BY figures DESC, agency_id, year LIMIT 500
        )
    ),
    'changed_figures': (
        SELECT list({'agency_id': agency_id, 'agency': name, 'year': year, 'code': code, 'before': old_raw, 'now': new_raw}
            ORDER BY name, year, code)
        FROM (
            FROM release_figure_change c SEMI JOIN last_one USING (release) LEFT JOIN agency a USING (agency_id)
            WHERE old_raw IS NOT NULL ORDER BY agency_id, year, code LIMIT 500
        )
    ),
    'readers': (
        SELECT list({'reader': reader, 'outcome': outcome, 'documents': documents} ORDER BY documents DESC, reader, outcome)
        FROM (SELECT coalesce(reader, '') AS reader, outcome, count(*) AS documents FROM document GROUP BY 1, 2)
    )
})::VARCHAR AS told;
