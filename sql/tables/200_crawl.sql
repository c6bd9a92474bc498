-- Purpose: the ledger of the crawl as the last nightly run left it: what was asked, what came, what is known of each address.
-- The crawl itself writes to a file of its own, made of these same statements (flows/crawl/kept/ledger.py); every release takes a copy.
CREATE TABLE IF NOT EXISTS crawl_run (
    run         INTEGER NOT NULL,
    kind        VARCHAR NOT NULL,
    scope       VARCHAR NOT NULL,
    started_at  TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    starts      INTEGER NOT NULL
);
COMMENT ON TABLE crawl_run IS 'Runs of the crawl (采集批次), one row each.';
COMMENT ON COLUMN crawl_run.run IS 'Number of the run, from 1.';
COMMENT ON COLUMN crawl_run.kind IS 'nightly, backfill or grow (a search for columns alone).';
COMMENT ON COLUMN crawl_run.scope IS 'What it was asked for, as JSON: years, agency, region; {} is everything that is due.';
COMMENT ON COLUMN crawl_run.started_at IS 'Beginning of the run, UTC.';
COMMENT ON COLUMN crawl_run.finished_at IS 'End of the run, UTC; null where it was broken off and not taken up again.';
COMMENT ON COLUMN crawl_run.starts IS 'How often it was started: more than once where it was broken off and taken up again.';

CREATE TABLE IF NOT EXISTS "fetch" (
    run           INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    request       VARCHAR NOT NULL,
    fetched_at    TIMESTAMP NOT NULL,
    status        SMALLINT NOT NULL,
    class         VARCHAR NOT NULL,
    detail        VARCHAR NOT NULL,
    final_url     VARCHAR NOT NULL,
    hops          VARCHAR NOT NULL,
    sha256        VARCHAR,
    size_bytes    BIGINT NOT NULL,
    name          VARCHAR NOT NULL,
    etag          VARCHAR NOT NULL,
    last_modified VARCHAR NOT NULL,
    headers       VARCHAR NOT NULL
);
COMMENT ON TABLE "fetch" IS 'Requests of the crawl (抓取记录), one row each: what was asked and what came. FETCH is a word of SQL: write the name in double quotes.';
COMMENT ON COLUMN "fetch".run IS 'Run; see crawl_run.';
COMMENT ON COLUMN "fetch".position IS 'Number of the request in the ledger, from 1.';
COMMENT ON COLUMN "fetch".request IS 'Address asked for; a form that was sent follows after a space.';
COMMENT ON COLUMN "fetch".fetched_at IS 'When the answer was there, UTC.';
COMMENT ON COLUMN "fetch".status IS 'HTTP status; 0 where nothing answered.';
COMMENT ON COLUMN "fetch".class IS 'Response class: page, document, not-modified, not-found, blocked, timeout ...';
COMMENT ON COLUMN "fetch".detail IS 'What shows the class, one line; empty where it is plain.';
COMMENT ON COLUMN "fetch".final_url IS 'Address that answered, after redirects.';
COMMENT ON COLUMN "fetch".hops IS 'Addresses that the request was sent on to, as a JSON list.';
COMMENT ON COLUMN "fetch".sha256 IS 'Hash of the bytes in the archive; those of an earlier answer where nothing was modified, or nothing but a counter, a date or a token; null where nothing was kept.';
COMMENT ON COLUMN "fetch".size_bytes IS 'Number of bytes that came, without compression.';
COMMENT ON COLUMN "fetch".name IS 'File name as the server gives it.';
COMMENT ON COLUMN "fetch".etag IS 'Validator for the next request.';
COMMENT ON COLUMN "fetch".last_modified IS 'Validator for the next request.';
COMMENT ON COLUMN "fetch".headers IS 'Headers of the answer, as a JSON object.';

CREATE TABLE IF NOT EXISTS crawl_host (
    host        VARCHAR NOT NULL,
    run         INTEGER NOT NULL,
    checked_at  TIMESTAMP NOT NULL,
    robots      VARCHAR NOT NULL,
    class       VARCHAR NOT NULL,
    detail      VARCHAR NOT NULL,
    since       TIMESTAMP,
    retry_at    TIMESTAMP
);
COMMENT ON TABLE crawl_host IS 'Hosts that were asked (网站主机), one row each: how they stood at the last run that met them.';
COMMENT ON COLUMN crawl_host.host IS 'Host name.';
COMMENT ON COLUMN crawl_host.run IS 'Last run that asked it; see crawl_run.';
COMMENT ON COLUMN crawl_host.checked_at IS 'When that was, UTC.';
COMMENT ON COLUMN crawl_host.robots IS 'Its robots.txt: none, html (a page in its place), rules, closed (nothing may be asked); empty where unknown.';
COMMENT ON COLUMN crawl_host.class IS 'Response class for which it was left alone; empty where it was not.';
COMMENT ON COLUMN crawl_host.detail IS 'What showed that class.';
COMMENT ON COLUMN crawl_host.since IS 'Since when it has been so in every run, UTC; null where it was not left alone.';
COMMENT ON COLUMN crawl_host.retry_at IS 'Not asked again before, UTC; null: in the next run.';

CREATE TABLE IF NOT EXISTS listing (
    url        VARCHAR NOT NULL,
    agency     VARCHAR NOT NULL,
    region     VARCHAR NOT NULL,
    level      VARCHAR NOT NULL,
    run        INTEGER NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    ok_at      TIMESTAMP,
    class      VARCHAR NOT NULL,
    detail     VARCHAR NOT NULL,
    links      INTEGER NOT NULL,
    before     INTEGER NOT NULL,
    new_links  INTEGER NOT NULL,
    alarm      VARCHAR NOT NULL,
    next_at    TIMESTAMP NOT NULL
);
COMMENT ON TABLE listing IS 'Listings of the sources (年报栏目), one row each: what the last look at them gave.';
COMMENT ON COLUMN listing.url IS 'Address as in the registry of sources.';
COMMENT ON COLUMN listing.agency IS 'Agency whose reports it lists, as in the registry; empty where it lists many.';
COMMENT ON COLUMN listing.region IS 'Region as in the registry.';
COMMENT ON COLUMN listing.level IS 'Level as in the registry: central, province, city, county, department, township; may be empty.';
COMMENT ON COLUMN listing.run IS 'Last run that looked; see crawl_run.';
COMMENT ON COLUMN listing.checked_at IS 'When that was, UTC.';
COMMENT ON COLUMN listing.ok_at IS 'When it was last read with success, UTC; null where never.';
COMMENT ON COLUMN listing.class IS 'Response class of that look; page where it was read.';
COMMENT ON COLUMN listing.detail IS 'What showed the class.';
COMMENT ON COLUMN listing.links IS 'Annual reports that it named.';
COMMENT ON COLUMN listing.before IS 'Annual reports that it named the last time it was read with success, before that look; 0 where never.';
COMMENT ON COLUMN listing.new_links IS 'Reports among them that the ledger did not know.';
COMMENT ON COLUMN listing.alarm IS 'What an operator must look at: silent (it named reports and names none), shrunken (far fewer), partial (it was not read to its end), blocked, unreachable, error (this program failed at it), moved (the search found it elsewhere: see found_listing.replaces); empty where all is well.';
COMMENT ON COLUMN listing.next_at IS 'When it is due again, UTC.';

CREATE TABLE IF NOT EXISTS listing_look (
    url       VARCHAR NOT NULL,
    run       INTEGER NOT NULL,
    looked_at TIMESTAMP NOT NULL,
    class     VARCHAR NOT NULL,
    alarm     VARCHAR NOT NULL,
    links     INTEGER NOT NULL
);
COMMENT ON TABLE listing_look IS 'How listings stood over the nights (年报栏目历次查看), one row for each look that gave something else than the look before it.';
COMMENT ON COLUMN listing_look.url IS 'Listing; see listing.';
COMMENT ON COLUMN listing_look.run IS 'Run that looked; see crawl_run. It stood so until the next row of this listing.';
COMMENT ON COLUMN listing_look.looked_at IS 'When that was, UTC.';
COMMENT ON COLUMN listing_look.class IS 'Response class of that look; page where it was read.';
COMMENT ON COLUMN listing_look.alarm IS 'As listing.alarm.';
COMMENT ON COLUMN listing_look.links IS 'Annual reports that it named; 0 where it was not read.';

CREATE TABLE IF NOT EXISTS page (
    key           VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    listing       VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    year          SMALLINT,
    listed_on     DATE,
    files         VARCHAR NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at  TIMESTAMP NOT NULL,
    missing_since TIMESTAMP,
    run           INTEGER,
    checked_at    TIMESTAMP,
    class         VARCHAR NOT NULL,
    detail        VARCHAR NOT NULL,
    tries         INTEGER NOT NULL,
    gone_since    TIMESTAMP,
    changed_at    TIMESTAMP,
    next_at       TIMESTAMP NOT NULL,
    cut_sha256    VARCHAR
);
COMMENT ON TABLE page IS 'Addresses of reports (年报网页), one row for each that a listing or the registry names, whatever became of it.';
COMMENT ON COLUMN page.key IS 'The address in one spelling for all copies: no scheme, no www.';
COMMENT ON COLUMN page.url IS 'The address as it is asked for.';
COMMENT ON COLUMN page.listing IS 'Listing that names it; see listing. Its own address where the registry names it.';
COMMENT ON COLUMN page.title IS 'Text of the link.';
COMMENT ON COLUMN page.year IS 'Year that the link names (报告年度), if any; the report itself decides.';
COMMENT ON COLUMN page.files IS 'Addresses of files that the listing names with it, as a JSON list.';
COMMENT ON COLUMN page.listed_on IS 'Date printed beside the link, if any.';
COMMENT ON COLUMN page.first_seen_at IS 'When a listing first named it, UTC.';
COMMENT ON COLUMN page.last_seen_at IS 'When a listing last named it, UTC.';
COMMENT ON COLUMN page.missing_since IS 'When its listing first did not name it any more, UTC; null where it does. What was fetched stays.';
COMMENT ON COLUMN page.run IS 'Last run that asked for it; see crawl_run. Null where none did.';
COMMENT ON COLUMN page.checked_at IS 'When that was, UTC.';
COMMENT ON COLUMN page.class IS 'Response class then; of a part where that failed; unfilled where what came is a form without a figure. Empty where nobody asked.';
COMMENT ON COLUMN page.detail IS 'What showed the class.';
COMMENT ON COLUMN page.tries IS 'Attempts in a row that brought nothing.';
COMMENT ON COLUMN page.gone_since IS 'Since when it has not been there any more, UTC; null where it is, and where it never was. What was fetched stays.';
COMMENT ON COLUMN page.changed_at IS 'When its content was last found changed, UTC; null where it was never fetched.';
COMMENT ON COLUMN page.next_at IS 'When it is due again, UTC.';
COMMENT ON COLUMN page.cut_sha256 IS 'What it printed, as page_version.content_sha256, when it last came cut off; null where it came whole since.';

CREATE TABLE IF NOT EXISTS page_version (
    key            VARCHAR NOT NULL,
    version        INTEGER NOT NULL,
    run            INTEGER NOT NULL,
    first_seen_at  TIMESTAMP NOT NULL,
    last_seen_at   TIMESTAMP NOT NULL,
    sha256         VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    url            VARCHAR NOT NULL,
    is_loaded      BOOLEAN NOT NULL,
    lost_at        TIMESTAMP
);
COMMENT ON TABLE page_version IS 'Versions of a report as published (版本), one row for each change of its content.';
COMMENT ON COLUMN page_version.key IS 'Page; see page.';
COMMENT ON COLUMN page_version.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN page_version.run IS 'Run that found it; see crawl_run.';
COMMENT ON COLUMN page_version.first_seen_at IS 'When it was first seen, UTC.';
COMMENT ON COLUMN page_version.last_seen_at IS 'When it was last seen, UTC.';
COMMENT ON COLUMN page_version.sha256 IS 'Bytes of the main document, in the archive; see document.';
COMMENT ON COLUMN page_version.content_sha256 IS 'Hash of what it prints, its parts included; visitor counters and dates of print left out.';
COMMENT ON COLUMN page_version.url IS 'Address that answered.';
COMMENT ON COLUMN page_version.is_loaded IS 'Whether it was handed to the warehouse.';
COMMENT ON COLUMN page_version.lost_at IS 'When its bytes were found missing or damaged in the archive, before the warehouse had read them, UTC; null where they are there.';

CREATE TABLE IF NOT EXISTS page_part (
    key      VARCHAR NOT NULL,
    version  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    url      VARCHAR NOT NULL,
    sha256   VARCHAR,
    class    VARCHAR NOT NULL,
    name     VARCHAR NOT NULL
);
COMMENT ON TABLE page_part IS 'Attachments, pictures and further pages of a report as published (附件), one row each.';
COMMENT ON COLUMN page_part.key IS 'Page; see page.';
COMMENT ON COLUMN page_part.version IS 'Version; see page_version.';
COMMENT ON COLUMN page_part.position IS 'Place among the parts, from 1.';
COMMENT ON COLUMN page_part.url IS 'Its address.';
COMMENT ON COLUMN page_part.sha256 IS 'Bytes in the archive; null where they did not come.';
COMMENT ON COLUMN page_part.class IS 'Response class of its request.';
COMMENT ON COLUMN page_part.name IS 'File name as the server gives it.';

CREATE TABLE IF NOT EXISTS growth_seed (
    url         VARCHAR NOT NULL,
    origin      VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    region      VARCHAR NOT NULL,
    agency      VARCHAR NOT NULL,
    named_at    VARCHAR NOT NULL,
    named_as    VARCHAR NOT NULL,
    next_at     TIMESTAMP NOT NULL,
    run         INTEGER,
    checked_at  TIMESTAMP,
    class       VARCHAR NOT NULL,
    detail      VARCHAR NOT NULL,
    tries       INTEGER NOT NULL,
    requests    INTEGER NOT NULL
);
COMMENT ON TABLE growth_seed IS 'Where a search for columns of annual reports began (栏目搜索起点), one row for each portal, page or lost listing that was looked at or is to be.';
COMMENT ON COLUMN growth_seed.url IS 'Address that it begins with; of a lost listing the address of the listing.';
COMMENT ON COLUMN growth_seed.origin IS 'portal, unverified (a column of the registry that nobody has seen), hub (a page of disclosure of the registry in whose menu the column stands), report (the page of a known report), listing (one that was lost); column, tree, organ, way, year, above: a page that an earlier search met and had no requests left for.';
COMMENT ON COLUMN growth_seed.region_code IS 'Code of the region (行政区划代码) of the portal that it was reached from; empty where unknown.';
COMMENT ON COLUMN growth_seed.region IS 'Province (省), as in the registry of sources; empty where unknown.';
COMMENT ON COLUMN growth_seed.agency IS 'Government or agency whose site it is, as far as known.';
COMMENT ON COLUMN growth_seed.named_at IS 'Page that links to it; empty where the registry names it.';
COMMENT ON COLUMN growth_seed.named_as IS 'Text of that link.';
COMMENT ON COLUMN growth_seed.next_at IS 'When it is due again, UTC.';
COMMENT ON COLUMN growth_seed.run IS 'Last run that looked; see crawl_run. Null where none did.';
COMMENT ON COLUMN growth_seed.checked_at IS 'When that was, UTC.';
COMMENT ON COLUMN growth_seed.class IS 'Response class of its first page then; page where any page could be read, left-over where the night gave no more requests. Empty where nobody looked.';
COMMENT ON COLUMN growth_seed.detail IS 'What showed that class.';
COMMENT ON COLUMN growth_seed.tries IS 'Attempts in a row that found nothing to read.';
COMMENT ON COLUMN growth_seed.requests IS 'Requests to its host that the last look took, about.';

CREATE TABLE IF NOT EXISTS found_listing (
    url         VARCHAR NOT NULL,
    state       VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    adapter     VARCHAR NOT NULL,
    agency      VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    region      VARCHAR NOT NULL,
    level       VARCHAR NOT NULL,
    reports     INTEGER NOT NULL,
    years       VARCHAR NOT NULL,
    organs      INTEGER NOT NULL,
    evidence    VARCHAR NOT NULL,
    seed        VARCHAR NOT NULL,
    replaces    VARCHAR NOT NULL,
    run         INTEGER NOT NULL,
    found_at    TIMESTAMP NOT NULL,
    decided_at  TIMESTAMP,
    decided_why VARCHAR NOT NULL
);
COMMENT ON TABLE found_listing IS 'Columns of annual reports that the search found (自行发现的年报栏目), one row each, with the evidence; those adopted or accepted are crawled like those of the registry.';
COMMENT ON COLUMN found_listing.url IS 'Address of the column.';
COMMENT ON COLUMN found_listing.state IS 'adopted: it shows reports of two years or three organs, and is named as their column; doubtful: a person is to look; accepted, rejected: a person did; replaced: it moved, and another one stands in its place.';
COMMENT ON COLUMN found_listing.reason IS 'What was seen, and why it is adopted or in doubt, one line.';
COMMENT ON COLUMN found_listing.adapter IS 'How its pages are turned, as in the registry of sources.';
COMMENT ON COLUMN found_listing.agency IS 'Agency whose reports it lists; empty where they are of several, or where that is not known.';
COMMENT ON COLUMN found_listing.region_code IS 'Code of the region (行政区划代码) of the portal or site that it was reached from; empty where unknown.';
COMMENT ON COLUMN found_listing.region IS 'Province (省), as in the registry of sources; empty where unknown.';
COMMENT ON COLUMN found_listing.level IS 'Level of its agency (行政层级), as in the registry; empty where it has many or is unknown.';
COMMENT ON COLUMN found_listing.reports IS 'Reports that it showed when it was found.';
COMMENT ON COLUMN found_listing.years IS 'Years of these reports (年度), as a JSON list.';
COMMENT ON COLUMN found_listing.organs IS 'Agencies that their titles name.';
COMMENT ON COLUMN found_listing.evidence IS 'JSON: path, the pages and texts of links from where the search began; titles, some of the reports with text and address.';
COMMENT ON COLUMN found_listing.seed IS 'Where the search began; see growth_seed.';
COMMENT ON COLUMN found_listing.replaces IS 'Listing in whose place it stands, which had moved; empty where none.';
COMMENT ON COLUMN found_listing.run IS 'Run that found it; see crawl_run.';
COMMENT ON COLUMN found_listing.found_at IS 'When that was, UTC.';
COMMENT ON COLUMN found_listing.decided_at IS 'When a person accepted or rejected it, UTC; null where nobody did.';
COMMENT ON COLUMN found_listing.decided_why IS 'The reason that was given.';
