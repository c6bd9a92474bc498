-- Purpose: whether a build says anything that the release before does not: other documents, another program or reader, reports or
-- figures that changed, something set aside or taken back, what people read or know to be misprinted, or a source or page that stands otherwise. When pages were looked at is no news.
SELECT
    (SELECT (inputs_sha256, code_version) FROM release ORDER BY release DESC LIMIT 1)
        IS DISTINCT FROM (SELECT (inputs_sha256, code_version) FROM old.release ORDER BY release DESC LIMIT 1)
    OR EXISTS (FROM release_change WHERE release = (SELECT max(release) FROM release))
    OR EXISTS (FROM release_figure_change WHERE release = (SELECT max(release) FROM release))
    OR EXISTS (
        (SELECT publication, outcome, audit, reason FROM set_aside EXCEPT SELECT publication, outcome, audit, reason FROM old.set_aside)
        UNION ALL
        (SELECT publication, outcome, audit, reason FROM old.set_aside EXCEPT SELECT publication, outcome, audit, reason FROM set_aside)
    )
    OR EXISTS (
        (SELECT url, class, alarm, links FROM listing EXCEPT SELECT url, class, alarm, links FROM old.listing)
        UNION ALL
        (SELECT url, class, alarm, links FROM old.listing EXCEPT SELECT url, class, alarm, links FROM listing)
    )
    OR EXISTS (
        (SELECT key, class, gone_since, missing_since FROM page EXCEPT SELECT key, class, gone_since, missing_since FROM old.page)
        UNION ALL
        (SELECT key, class, gone_since, missing_since FROM old.page EXCEPT SELECT key, class, gone_since, missing_since FROM page)
    )
    OR EXISTS (
        (SELECT sha256, code, answer, print, who, note FROM person_reading
            EXCEPT SELECT sha256, code, answer, print, who, note FROM old.person_reading)
        UNION ALL
        (SELECT sha256, code, answer, print, who, note FROM old.person_reading
            EXCEPT SELECT sha256, code, answer, print, who, note FROM person_reading)
    )
    OR EXISTS ((FROM correction EXCEPT FROM old.correction) UNION ALL (FROM old.correction EXCEPT FROM correction))
    OR EXISTS (SELECT key, version FROM page_version EXCEPT SELECT key, version FROM old.page_version)
    OR EXISTS (SELECT host, class FROM crawl_host EXCEPT SELECT host, class FROM old.crawl_host)
    OR EXISTS (
        SELECT publication, extractor FROM publication_reading EXCEPT SELECT publication, extractor FROM old.publication_reading
    );
