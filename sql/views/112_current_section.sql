-- Purpose: the narrative of the current print of every report, section by section: table section has those of all its prints.
CREATE OR REPLACE VIEW current_section AS
SELECT
    s.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    s.year,
    s.position,
    s.code AS section,
    s.title,
    s.text,
    s.sha256
FROM section s
JOIN report r ON r.agency_id = s.agency_id AND r.year = s.year AND r.revision = s.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = s.agency_id;
COMMENT ON VIEW current_section IS 'Sections of the current print of every report (现行文字), one row per agency, year and position. Those whose section begins with overview_ repeat a part of the overview. Words are found by search_sections.';
COMMENT ON COLUMN current_section.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN current_section.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN current_section.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN current_section.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN current_section.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN current_section.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN current_section.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN current_section.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN current_section.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN current_section.position IS 'Place in the report, from 1.';
COMMENT ON COLUMN current_section.section IS 'Code of the section; null where its title is of no known kind, see section (章节).';
COMMENT ON COLUMN current_section.title IS 'Title as printed (标题).';
COMMENT ON COLUMN current_section.text IS 'Text of the section (正文).';
COMMENT ON COLUMN current_section.sha256 IS 'Document in which it stands.';
