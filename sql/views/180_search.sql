-- Purpose: find words in the narrative. Every text of the current reports is looked through, which takes no index and no extension; the
-- next step, where that is no longer fast enough, is told in docs/search.md.
CREATE OR REPLACE MACRO search_word(term, n) AS split_part(regexp_replace(trim(term, ' 　'), '[\s　]+', ' ', 'g'), ' ', n);
COMMENT ON MACRO search_word IS 'search_word(term, n): the n-th of the words of a search (检索词), empty where there are fewer.';

CREATE OR REPLACE MACRO search_sections(term) AS TABLE
WITH question AS (
    SELECT CASE
        WHEN search_word(term, 6) <> '' THEN error('search_sections takes five words at the most')
        WHEN length(search_word(term, 1)) < 2 THEN error('search_sections wants words of two characters or more')
        ELSE true
    END AS is_sound
), hit AS (
    SELECT agency_id, year, revision, code, title, text, instr(text, search_word(term, 1)) AS place
    FROM section
    WHERE NOT starts_with(coalesce(code, ''), 'overview_')  -- topics repeat a part of the overview
        AND contains(text, search_word(term, 1)) AND contains(text, search_word(term, 2))
        AND contains(text, search_word(term, 3)) AND contains(text, search_word(term, 4))
        AND contains(text, search_word(term, 5))
)
SELECT
    h.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind,
    h.year,
    h.code AS section,
    h.title,
    replace(h.text[greatest(1, h.place - 20) : h.place + length(search_word(term, 1)) + 39], chr(10), ' ') AS snippet
FROM question q
JOIN hit h ON q.is_sound
JOIN report r ON r.agency_id = h.agency_id AND r.year = h.year AND r.revision = h.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = h.agency_id;
COMMENT ON MACRO TABLE search_sections IS 'search_sections(term): sections of current reports that hold all words of the term (全文检索), up to five of two characters or more, with blanks between; columns agency_id, agency, its place, level and kind, year, section, title, snippet.';
