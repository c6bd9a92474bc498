-- Purpose: regulations (规章) told by an organ that cannot make them. Departments of the State Council can, and the governments of
-- provinces and of cities (whose office often reports for them); an agency of which neither level nor region is known is not judged.
DELETE FROM cross_finding WHERE rule = 'REGULATIONS_BY_NO_LAWMAKER' AND agency_id IN (FROM moved_agency);
INSERT INTO cross_finding (
    agency_id, year, rule, severity, place, message, left_side, right_side, other_agency_id, other_year
)
SELECT
    d.agency_id,
    d.year,
    'REGULATIONS_BY_NO_LAWMAKER',
    'warning',
    't2_art20_1_documents.regulations',
    concat('regulations told by ', a.name),
    greatest(d.regulations_issued, d.regulations_repealed, d.regulations_in_force, d.regulations_newly_made),
    0,
    NULL,
    NULL
FROM disclosure_figure d SEMI JOIN moved_agency m ON m.agency_id = d.agency_id
SEMI JOIN (FROM report WHERE is_current) r ON r.agency_id = d.agency_id AND r.year = d.year AND r.revision = d.revision
JOIN agency a ON a.agency_id = d.agency_id
WHERE greatest(d.regulations_issued, d.regulations_repealed, d.regulations_in_force, d.regulations_newly_made) > 0
    AND CASE
        WHEN a.level = 'central' OR a.region_code = '000000' THEN false
        WHEN a.level IN ('county', 'township') OR a.region_code NOT LIKE '%00' THEN true
        ELSE a.kind NOT IN ('government', 'government_office')
    END;
