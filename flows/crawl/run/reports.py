"""Fetching a report with its parts, and telling a new version from a new visitor."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from xxgk.flows.crawl.kept.ledger import when
from xxgk.flows.crawl.kept.rows import PageRow, PartRow, VersionRow
from xxgk.flows.crawl.kept.versions import documents
from xxgk.flows.crawl.pages.children import (
    ATTACHMENT,
    FRAME,
    IMAGE,
    LARGEST_SHEET,
    MOST_SHEETS,
    children,
    sheets_within,
    shown_files,
    style_sheets,
)
from xxgk.flows.crawl.pages.classes import is_text, response_classes
from xxgk.flows.crawl.pages.content import content_hash, version_hash
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.pages.report_page import is_report
from xxgk.flows.crawl.pages.unpack import members
from xxgk.flows.crawl.policy import after_block, after_failure, born, next_page
from xxgk.flows.crawl.request import (
    CUT_OFF,
    DOCUMENT,
    LEFT_OVER,
    NOT_A_REPORT,
    NOT_FOUND,
    PAGE,
    SET_ASIDE,
    SOFT404_HOME,
    Fetched,
    Get,
    Request,
)
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.settings import Policy

MOST_PARTS = 60
GONE = frozenset({NOT_FOUND, SOFT404_HOME})


@dataclass(frozen=True)
class Got:
    """What came of a page: its answer, the answers of its parts, its class with what shows it, and its style sheets."""

    main: Fetched
    parts: tuple[tuple[str, Fetched], ...]
    kind: str
    detail: str
    sheets: tuple[tuple[str, Fetched], ...] = ()

    @property
    def hashes(self) -> str:
        """The hash by which versions are told apart. Style sheets have no part in it: a site changes them for
        all its pages."""
        kept = (fetched for _, fetched in self.parts if _came(fetched))
        return version_hash([content_hash(self.main), *(content_hash(fetched) for fetched in kept)])


async def fetch(page: PageRow, get: Get, keep: Callable[[bytes], str]) -> Got:
    """Fetch a page of the ledger and its parts; the documents of an archive are parts too, kept by `keep`, which
    returns their hash. Never raises for what a site does."""
    main = await get(Request(page.url, referer=page.listing if page.listing != page.url else ""))
    if not _came(main):
        return Got(main, (), main.kind, main.detail)
    wanted = [(url, True) for url in json.loads(page.files)]
    frames: frozenset[str] = frozenset()
    parsed = WebPage(main) if is_text(main.body) and "<" in main.text else None
    if parsed is not None:
        found = children(parsed)
        wanted += [(child.url, child.kind in (ATTACHMENT, IMAGE)) for child in found]
        frames = frozenset(child.url for child in found if child.kind == FRAME)
    parts: list[tuple[str, Fetched]] = []
    asked = dict(wanted)
    while len(parts) < min(len(asked), MOST_PARTS):
        url, is_file = list(asked.items())[len(parts)]
        part = await get(Request(url, referer=main.final_url, file=is_file))
        parts.append((url, part))
        if url in frames and part.kind == PAGE:  # a viewer in a frame of its own
            shown = (child.url for child in shown_files(WebPage(part)) if child.kind == ATTACHMENT)
            asked |= {file: True for file in shown if file not in asked}
    for archive in (main, *(part for _, part in parts)):
        parts += [(member.url, member) for member in _unpacked(archive, MOST_PARTS - len(parts), keep)]
    if main.kind == CUT_OFF:
        return Got(main, tuple(parts), CUT_OFF, main.detail)
    late = next(((url, part) for url, part in parts if _may_come(part)), None)
    if late is not None:
        return Got(main, tuple(parts), late[1].kind, f"{late[0]}: {late[1].detail}")
    empty = parsed is not None and not any(part.readable for _, part in parts) and not is_report(parsed)
    if empty or parsed is None:
        return Got(main, tuple(parts), NOT_A_REPORT if empty else main.kind, "")
    return Got(main, tuple(parts), main.kind, "", await _sheets(parsed, get))


async def _sheets(page: WebPage, get: Get) -> tuple[tuple[str, Fetched], ...]:
    """The style sheets of a page that came, and those that they name. One that did not is not asked for again for this
    page: the reader tells where it may have decided something."""
    found: dict[str, Fetched] = {}
    own = style_sheets(page)
    wanted = list(own)
    for number, url in enumerate(wanted):
        sheet = await get(Request(url, referer=page.fetched.final_url, file=True, optional=True))
        if response_classes()[sheet.kind].failed:
            break
        if sheet.kind == PAGE and is_text(sheet.body) and len(sheet.body) <= LARGEST_SHEET:
            found[url] = sheet
            within = sheets_within(page, url, sheet.text) if number < len(own) else ()
            wanted += [other for other in within if other not in wanted][: MOST_SHEETS - len(wanted)]
    return tuple(found.items())


def _unpacked(archive: Fetched, most: int, keep: Callable[[bytes], str]) -> Iterator[Fetched]:
    """The documents in an archive, as if each had come by itself; their addresses are those of places in it."""
    for name, body in members(archive.body, most) if archive.kind == DOCUMENT and most > 0 else ():
        url = f"{archive.final_url}!{name}"
        yield replace(archive, url=url, final_url=url, headers={}, body=body, sha256=keep(body), name=name)


def note(night: Night, page: PageRow, got: Got, has: Callable[[str], bool]) -> bool:
    """Write down what came of a page, in one transaction; whether it is a new version. `has` tells whether the bytes of
    a hash are in the archive."""
    ledger, now, policy, at = night.ledger, night.now, night.policy, night.at
    row = page._replace(run=night.run, checked_at=at, class_=got.kind, detail=got.detail)
    if _came(got.main):
        row = row._replace(cut_sha256=got.hashes if got.main.kind == CUT_OFF else None)
    with ledger.transaction():
        if not _came(got.main) or _may_wait(page, got, policy):
            was_there = page.changed_at is not None  # what never came cannot go
            gone_since = page.gone_since or (at if got.kind in GONE and was_there else None)
            row = row._replace(tries=page.tries + 1, gone_since=gone_since)
            stopped = response_classes()[got.kind].stops_host
            due = after_block(now, policy) if stopped else after_failure(now, row.tries, policy)
            ledger.change(page, row._replace(next_at=when(due)))
            return False
        changed = _version(night, page, got, has)
        row = row._replace(tries=0, gone_since=None, changed_at=at if changed else page.changed_at)
        ledger.change(page, row._replace(next_at=when(next_page(now, _born(row), policy))))
    return changed


def _may_wait(page: PageRow, got: Got, policy: Policy) -> bool:
    """Whether what lacks its end, or a part, may still come whole. Where a page came before, a piece of it is what the
    site says now only when it is the same piece again."""
    if not _is_late(got):
        return False
    is_new_piece = got.main.kind == CUT_OFF and page.changed_at is not None and got.hashes != page.cut_sha256
    return is_new_piece or page.tries + 1 < policy.part_tries


def _version(night: Night, page: PageRow, got: Got, has: Callable[[str], bool]) -> bool:
    """Keep what came as a new version, unless it prints the same as the last one and the archive has that."""
    ledger, at = night.ledger, night.at
    last = ledger.first(VersionRow, "WHERE key = ? ORDER BY version DESC LIMIT 1", page.key)
    hashes = got.hashes
    if last is not None and last.content_sha256 == hashes and all(has(sha256) for _, sha256 in documents(ledger, last)):
        ledger.change(last, last._replace(last_seen_at=max(at, last.first_seen_at)))
        return False
    first = _after(last, at)
    version = VersionRow(
        key=page.key,
        version=last.version + 1 if last is not None else 1,
        run=night.run,
        first_seen_at=first,
        last_seen_at=first,
        sha256=got.main.sha256,
        content_sha256=hashes,
        url=got.main.final_url,
        is_loaded=False,
        lost_at=None,
    )
    ledger.put(version)
    for position, (url, part) in enumerate((*got.parts, *got.sheets), 1):
        sha256 = part.sha256 if _came(part) else None
        ledger.put(PartRow(page.key, version.version, position, url, sha256, class_=part.kind, name=part.name))
    return True


def _after(last: VersionRow | None, at: str) -> str:
    """When a version was first seen: behind the one before it, whatever the clock said then. Readers take the later one
    for what the site shows now."""
    if last is None or last.first_seen_at < at:
        return at
    return when(datetime.fromisoformat(last.first_seen_at) + timedelta(seconds=1))


def _born(page: PageRow) -> datetime:
    seen = (page.first_seen_at, page.changed_at or page.first_seen_at)
    first, changed = (datetime.fromisoformat(at).replace(tzinfo=UTC) for at in seen)
    listed = date.fromisoformat(page.listed_on) if page.listed_on else None
    told = born(first, listed, page.year)
    return max(told, changed) if changed > first else told


def _may_come(part: Fetched) -> bool:
    """Whether a part failed in a way that another night may mend."""
    return response_classes()[part.kind].failed or part.kind in (SET_ASIDE, LEFT_OVER, CUT_OFF)


def _came(fetched: Fetched) -> bool:
    """Whether there is something to read, be it only a beginning."""
    return fetched.readable or fetched.kind == CUT_OFF


def _is_late(got: Got) -> bool:
    return any(_may_come(part) for part in (got.main, *(part for _, part in got.parts)))
