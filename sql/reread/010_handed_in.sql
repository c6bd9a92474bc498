-- Purpose: what is to be handed in again so that the publications of `asked` are read anew, and what each must be made of: the bundle
-- where it came in one. A part that turned out to be a report of its own is read with the bundle that it came in.
WITH split AS (
    SELECT b.publication AS bundle, b.sha256 AS publication
    FROM bundle b ANTI JOIN publication_part p ON p.publication = b.publication AND p.sha256 = b.sha256
), wanted AS (
    SELECT asked.publication AS asked, coalesce(split.bundle, asked.publication) AS publication
    FROM asked LEFT JOIN split USING (publication)
)
SELECT w.asked, w.publication, coalesce(b.sha256, w.publication) AS sha256, d.source, r.first_seen_at
FROM wanted w
LEFT JOIN bundle b USING (publication)
LEFT JOIN document d ON d.sha256 = coalesce(b.sha256, w.publication)
LEFT JOIN report r ON r.publication = w.publication
ORDER BY w.publication, w.asked, b.position;
