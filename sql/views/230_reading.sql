-- Purpose: how each publication was read: what `xxgk reextract --where` may ask for.
CREATE OR REPLACE VIEW reading AS
SELECT
    p.publication, read.extractor, d.source, d.media_type, d.reader, d.layouts, p.outcome, p.reason,
    p.agency_id, a.agency, a.region_code, a.province, a.city, a.county, a.level, a.kind, p.year, d.sha256
FROM publication_part p
JOIN document d USING (sha256)
LEFT JOIN publication_reading read ON read.publication = p.publication
LEFT JOIN agency_place a ON a.agency_id = p.agency_id
WHERE p.position = 0;
COMMENT ON VIEW reading IS 'How each publication was read (读取情况), one row per publication.';
COMMENT ON COLUMN reading.publication IS 'Publication; see publication_part.';
COMMENT ON COLUMN reading.extractor IS 'Digest of the extractor that read it last; see publication_reading.';
COMMENT ON COLUMN reading.source IS 'Address or path of its main document.';
COMMENT ON COLUMN reading.media_type IS 'Media type of its main document.';
COMMENT ON COLUMN reading.reader IS 'Reader that opened it.';
COMMENT ON COLUMN reading.layouts IS 'Layouts in which its tables survived.';
COMMENT ON COLUMN reading.outcome IS 'Fate of the publication: loaded, loaded_with_findings, held, withdrawn or quarantined.';
COMMENT ON COLUMN reading.reason IS 'Why it was quarantined, held or withdrawn; null where it was loaded.';
COMMENT ON COLUMN reading.agency_id IS 'Agency whose report it is; null where it does not tell.';
COMMENT ON COLUMN reading.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN reading.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN reading.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN reading.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN reading.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN reading.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN reading.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN reading.year IS 'Year that it covers (报告年度).';
COMMENT ON COLUMN reading.sha256 IS 'Main document; see document.';
