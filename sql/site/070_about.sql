-- Purpose: what the pages say of the release as a whole, as one JSON object: its number and day, counts, concepts, rates, seams between forms,
-- and what a report carries over from the year before.
SELECT to_json({
    'release': (SELECT max(release) FROM release),
    'built_at': (SELECT strftime(max_by(built_at, release), '%Y-%m-%d') FROM release),
    'inputs': (SELECT max_by(inputs_sha256, release) FROM release),
    'first': (SELECT min(year) FROM report),
    'last': (SELECT max(year) FROM report),
    'counts': {
        'reports': (SELECT count(*) FROM report WHERE is_current),
        'agencies': (SELECT count(DISTINCT agency_id) FROM report),
        'figures': (SELECT sum(figures)::BIGINT FROM report_overview),
        'documents': (SELECT count(*) FROM document),
        'refused': (SELECT count(*) FROM refused)
    },
    'concepts': (SELECT list({'concept': concept, 'label': label, 'about': about, 'unit': unit} ORDER BY position) FROM crosswalk_concept),
    'provinces': (SELECT list([region_code[:2], region] ORDER BY region_code) FROM place WHERE region_level = 'province'),
    'rates': (SELECT list({'rate': rate, 'about': about} ORDER BY rowid) FROM rate_definition),
    'seams': (
        SELECT list({
            'concept': concept, 'before': form_before, 'after': form_after, 'comparability': comparability, 'why': why
        } ORDER BY concept, form_before) FROM crosswalk_seam
    ),
    'carried': (
        SELECT list({'rule': rule, 'form': form, 'place': place, 'compare': compare, 'terms': terms} ORDER BY check_no) FROM (
            SELECT c.check_no, c.rule, c.form, c.place, c.compare, list({
                'side': t.side, 'sign': t.sign, 'lag': t.lag, 'code': t.code
            } ORDER BY t.side, t.lag, t.code) AS terms
            FROM cross_check c JOIN cross_term t USING (check_no) WHERE c.compare IN ('==', '<=') GROUP BY ALL
        )
    )
})::VARCHAR AS told;
