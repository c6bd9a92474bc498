-- Purpose: what became of each reading by a person: taken, read by the program meanwhile, of a print that is no longer the current one …
CREATE OR REPLACE VIEW person_reading_status AS
WITH told AS (
    SELECT
        p.*, m.publication, m.outcome, d.source, r.agency_id, r.year, r.revision, r.is_current, f.state, f.raw,
        rules.rules, s.code AS section
    FROM person_reading p
    LEFT JOIN publication_part m ON m.sha256 = p.sha256
    LEFT JOIN document d ON d.sha256 = p.sha256
    LEFT JOIN report r ON r.publication = m.publication
    LEFT JOIN figure f ON f.agency_id = r.agency_id AND f.year = r.year AND f.revision = r.revision AND f.code = p.code
    LEFT JOIN (SELECT DISTINCT agency_id, year, revision, code FROM section WHERE title <> '') s
        ON s.agency_id = r.agency_id AND s.year = r.year AND s.revision = r.revision AND 'section.' || s.code = p.code
    LEFT JOIN (
        SELECT publication, place, list(DISTINCT rule) AS rules FROM finding
        WHERE rule LIKE 'PERSON_%' OR rule LIKE 'IDENTITY_%' OR rule IN ('PEOPLE_DIFFER', 'SECTION_TOLD') GROUP BY ALL
    ) rules ON rules.publication = m.publication
        AND rules.place = CASE WHEN starts_with(p.code, 'identity.') THEN '' ELSE regexp_replace(p.code, '^section\.', '') END
    QUALIFY row_number() OVER (PARTITION BY p.sha256, p.code, p.who ORDER BY r.is_current DESC NULLS LAST, m.publication) = 1
)
SELECT
    t.sha256, t.code, t.answer, t.print, t.who, t.read_at, t.note, t.source, t.agency_id, a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, t.year, t.publication,
    CASE
        WHEN t.publication IS NULL THEN 'document unknown'
        WHEN t.outcome IN ('withdrawn', 'held') THEN t.outcome
        WHEN NOT t.is_current THEN 'superseded'
        WHEN t.answer <> 'printed' THEN 'noted'
        WHEN list_contains(t.rules, 'PEOPLE_DIFFER') THEN 'disputed'
        WHEN list_contains(t.rules, 'PERSON_READING_UNFIT') THEN 'unfit'
        WHEN starts_with(t.code, 'identity.') AND list_has_any(t.rules, ['IDENTITY_TOLD', 'IDENTITY_OVERRULED']) THEN 'taken'
        WHEN t.state = 'transcribed' OR list_contains(t.rules, 'SECTION_TOLD') THEN 'taken'
        WHEN list_contains(t.rules, 'PERSON_DISAGREES') THEN 'contradicted'
        WHEN t.state IS NOT NULL OR t.section IS NOT NULL THEN 'read by the program'
        ELSE 'not taken'
    END AS status
FROM told t LEFT JOIN agency_place a ON a.agency_id = t.agency_id;
COMMENT ON VIEW person_reading_status IS 'What became of the readings by people (人工判读的状态), one row per document, cell and person.';
COMMENT ON COLUMN person_reading_status.sha256 IS 'Document in which it was read; see document.';
COMMENT ON COLUMN person_reading_status.code IS 'Figure code, row, table, identity.agency, identity.year, or section. with the code of a section.';
COMMENT ON COLUMN person_reading_status.answer IS 'printed, not in the document, or illegible.';
COMMENT ON COLUMN person_reading_status.print IS 'What is printed there, of a section its title, as the person typed it.';
COMMENT ON COLUMN person_reading_status.who IS 'Who read it.';
COMMENT ON COLUMN person_reading_status.read_at IS 'When, UTC.';
COMMENT ON COLUMN person_reading_status.note IS 'A remark of that person.';
COMMENT ON COLUMN person_reading_status.source IS 'Address or path of the document.';
COMMENT ON COLUMN person_reading_status.agency_id IS 'Agency whose report it is; null where that is not loaded.';
COMMENT ON COLUMN person_reading_status.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN person_reading_status.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN person_reading_status.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN person_reading_status.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN person_reading_status.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN person_reading_status.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN person_reading_status.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN person_reading_status.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN person_reading_status.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN person_reading_status.status IS 'taken (its figure is transcribed, its section opens under the title that was told); read by the program (which reads the same by now); contradicted (the program reads it otherwise, and that stands); disputed (two people differ); unfit (the form has no such cell, the document no such title); superseded (another print of the report is current, the reading applies no more); noted (an answer without a print); held, withdrawn (as its document); not taken; document unknown.';
