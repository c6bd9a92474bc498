-- Purpose: the morning's table "Kept back": documents that an audit holds back, and whether they came in the run that the variable `run` names.
SELECT
    coalesce(s.agency || ' ' || s.year, '') AS report, s.audit, s.reason, s.since,
    CASE WHEN EXISTS (FROM page_version v WHERE v.sha256 = s.sha256 AND v.run = getvariable('run')) THEN 'new' ELSE '' END AS news,
    s.source AS address
FROM set_aside s WHERE s.outcome = 'held' ORDER BY news DESC, report, address;
