-- Purpose: the order in which prints of one report stand, the first of which is current: completeness, then what a site prints now, then
-- the agency's own site before a portal, then the later publication. A print with fewer tables or figures never supersedes a fuller one.
CREATE OR REPLACE MACRO standing_of(is_whole, is_filled, tables, figures, is_shown, has_narrative, site, published_on, first_seen_at) AS {
    'whole': is_whole,
    'filled': is_filled,
    'tables': tables,
    'figures': figures,
    'shown': is_shown,
    'narrative': has_narrative,
    'site': list_position(['portal', 'unknown', 'own'], site),
    'published': coalesce(published_on, DATE '0001-01-01'),
    'seen': coalesce(first_seen_at, TIMESTAMP '0001-01-01')
};
COMMENT ON MACRO standing_of IS 'standing_of(...): what decides between the prints of a report (版本优先次序), in order; the greatest is current, of equal ones that with the first path in alphabetical order, and under one path the later.';

CREATE OR REPLACE MACRO address_of(url) AS regexp_replace(url, '^https?://(www\.)?', '');
COMMENT ON MACRO address_of IS 'address_of(url): an address in one spelling for all copies (网址), without scheme and www.';
