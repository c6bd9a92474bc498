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
), current_print AS MATERIALIZED (  -- hashed once, so that the texts stream past it and a LIMIT ends the reading
    SELECT agency_id, year, revision FROM report WHERE is_current
), hit AS (
    SELECT agency_id, year, revision, code, title,
        replace(text[greatest(1, instr(text, search_word(term, 1)) - 20)
            : instr(text, search_word(term, 1)) + length(search_word(term, 1)) + 39], chr(10), ' ') AS snippet
    FROM section
    WHERE CASE  -- one condition: of several, the planner would think that next to nothing is left, and hash the texts instead
        WHEN starts_with(coalesce(code, ''), 'overview_') THEN false  -- topics repeat a part of the overview
        WHEN NOT contains(text, search_word(term, 1)) THEN false
        WHEN NOT contains(text, search_word(term, 2)) THEN false
        WHEN NOT contains(text, search_word(term, 3)) THEN false
        WHEN NOT contains(text, search_word(term, 4)) THEN false
        ELSE contains(text, search_word(term, 5))
    END
), placed AS (
    SELECT h.*, (SELECT a FROM agency_place a WHERE a.agency_id = h.agency_id) AS place  -- looked up: a join may be turned round
    FROM hit h
    JOIN current_print c ON c.agency_id = h.agency_id AND c.year = h.year AND c.revision = h.revision
)
SELECT
    p.agency_id,
    p.place.agency,
    p.place.region_code, p.place.province, p.place.city, p.place.county, p.place.level, p.place.kind,
    p.year,
    p.code AS section,
    p.title,
    p.snippet
FROM question q
JOIN placed p ON q.is_sound;
COMMENT ON MACRO TABLE search_sections IS 'search_sections(term): sections of current reports that hold all words of the term (全文检索), up to five of two characters or more, with blanks between; columns agency_id, agency, its place, level and kind, year, section, title, snippet.';
