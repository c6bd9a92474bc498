-- Purpose: keep `agency` a function of registry, reports and what the crawl expects: the registry's entry where there is one, else what the reports print
-- (of several names the first in alphabetical order), with what follows from name and region (`description`). A printed name that differs
-- from the name is an alias.
DELETE FROM agency WHERE agency_id IN (SELECT agency_id FROM touched_agency);

INSERT INTO agency
WITH printed AS (
    SELECT
        agency_id,
        min(agency_name) AS name,
        bool_or(agency_resolved) AS is_resolved,
        list(DISTINCT agency_printed) AS names
    FROM report SEMI JOIN touched_agency USING (agency_id)
    GROUP BY agency_id
), expected AS (
    SELECT DISTINCT ON (agency_id)
        agency_id, name, CAST([] AS VARCHAR[]) AS aliases, region_code, nullif(level, '') AS level, nullif(kind, '') AS kind, parent_id
    FROM listed_agency ANTI JOIN registry USING (agency_id)
), entry AS (
    SELECT * FROM registry SEMI JOIN touched_agency USING (agency_id)
    UNION ALL BY NAME
    SELECT * FROM expected SEMI JOIN touched_agency USING (agency_id)
)
SELECT
    agency_id,
    coalesce(entry.name, printed.name),
    list_sort(list_filter(
        list_distinct(list_concat(coalesce(entry.aliases, []), coalesce(printed.names, []))),
        lambda alias: alias <> coalesce(entry.name, printed.name)
    )),
    entry.agency_id IS NOT NULL OR printed.is_resolved,
    coalesce(entry.region_code, nullif(regexp_extract(agency_id, '^\d{6}\b'), '')),
    coalesce(entry.level, description.level),
    coalesce(entry.kind, description.kind),
    coalesce(entry.parent_id, description.parent_id)
FROM entry FULL JOIN printed USING (agency_id) LEFT JOIN description USING (agency_id);
