"""Asking once a run: what this run already got comes from the archive, what it asks anew is conditional, and everything
that comes is kept and written down before anyone reads it.

So a run that was killed and started again asks the web for nothing that it has, and goes the same way as if nothing had
happened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import FetchRow
from xxgk.flows.crawl.pages.classes import response_classes
from xxgk.flows.crawl.pages.sameness import essence
from xxgk.flows.crawl.request import (
    JS_STUB,
    LEFT_OVER,
    NOT_FOUND,
    NOT_MODIFIED,
    PAGE,
    RAISED,
    READABLE,
    SET_ASIDE,
    SOFT404_HOME,
    UNREACHABLE,
    Fetched,
    Request,
)
from xxgk.flows.crawl.run.guard import guarded
from xxgk.flows.crawl.urls import host_of
from xxgk.flows.crawl.web.fetch import Fetcher

_GONE = frozenset({NOT_FOUND, SOFT404_HOME})
_WILL_DO = frozenset({PAGE, JS_STUB, NOT_MODIFIED, *_GONE})
_KNOWN = frozenset({*READABLE, NOT_MODIFIED})


class Asker:
    """The `flows.crawl.request.Get` of one run. `asked` counts the requests that went out to the web."""

    def __init__(self, run: int, ledger: Ledger, archive: Archive, fetcher: Fetcher) -> None:
        self.run, self.asked = run, 0
        self._absent: dict[str, Fetched] = {}  # of what is optional, that which did not come
        self._ledger, self._archive, self._fetcher = ledger, archive, fetcher
        stopping = [name for name, told in response_classes().items() if told.stops_host or name == UNREACHABLE]
        among = "WHERE run = ? AND class IN (SELECT value FROM json_each(?))"
        for row in ledger.read(FetchRow, among, run, json.dumps(stopping)):
            fetcher.stop(host_of(row.final_url if row.status else row.request), row.class_, row.detail)

    async def __call__(self, request: Request) -> Fetched:
        """Ask, unless this run did. Never raises for what a site does."""
        key = request_key(request)
        if key in self._absent:
            return self._absent[key]
        before = self._ledger.asked(self.run, key)
        if before is not None and (told := self._remembered(request, before)):
            return told
        if request.since and (told := self._kept_since(request, key, request.since)):
            return told
        last = self._ledger.last(key)
        known = last if last is not None and request.method == "GET" and self._is_kept(last) else None
        if known is not None:
            request = request._replace(etag=known.etag, last_modified=known.last_modified, known_at=known.final_url)
        fetched = await self._ask(request)
        if fetched.kind == NOT_MODIFIED and known is not None:
            if told := self._told(request, known, fetched):
                self.asked += 1
                self._ledger.record(self.run, key, replace(fetched, headers=_headers(known)), known.sha256)
                return told
            fetched = await self._ask(request._replace(etag="", last_modified=""))
        if fetched.kind in (SET_ASIDE, LEFT_OVER):
            return fetched
        if request.optional and not fetched.readable:
            self._absent[key] = replace(fetched, body=b"")
        self.asked += 1
        if response_classes()[fetched.kind].kept and fetched.body:
            if (same := self._the_same(last, fetched)) is not None:
                self._ledger.record(self.run, key, fetched, same.sha256)
                return same
            self._archive.put(fetched.body)
        self._ledger.record(self.run, key, fetched, fetched.sha256 or None)
        return fetched

    def _the_same(self, last: FetchRow | None, fetched: Fetched) -> Fetched | None:
        """The answer that is kept, where this one differs from it in nothing but what passes: its bytes stand for both,
        and what came is only noted. None where it is another, or the kept one is lost."""
        if fetched.kind != PAGE or last is None or not last.sha256 or last.sha256 == fetched.sha256:
            return None
        first = self._first(last.sha256)
        same_way = last.final_url == fetched.final_url and _type(_headers(last)) == _type(fetched.headers)
        if not same_way or first is None or first.class_ != PAGE:
            return None
        try:
            body = self._archive.get(last.sha256)
        except ArchiveError:
            return None
        kept = replace(fetched, body=body, sha256=last.sha256)
        return kept if essence(kept) == essence(fetched) else None

    async def _ask(self, request: Request) -> Fetched:
        return await guarded(
            self._fetcher.get(request), lambda error: self._fetcher.failed(request, request.url, RAISED, error)
        )

    def _remembered(self, request: Request, row: FetchRow) -> Fetched | None:
        """The answer that this run got; None where its bytes are lost."""
        if row.class_ == NOT_MODIFIED:
            return self._told(request, row)
        try:
            return _fetched(request, row, self._archive.get(row.sha256) if row.sha256 else b"")
        except ArchiveError:
            return None

    def _kept_since(self, request: Request, key: str, since: datetime) -> Fetched | None:
        """The answer of an earlier run, where it came since then and was a page, or that there is none."""
        last = self._ledger.latest(key)
        if last is None or last.fetched_at < when(since) or last.class_ not in _WILL_DO:
            return None
        if last.class_ in _GONE:
            return replace(_fetched(request, last, b""), is_kept=True)
        kept = self._told(request, last) if last.class_ == NOT_MODIFIED else self._remembered(request, last)
        return replace(kept, is_kept=True) if kept is not None and kept.kind in _WILL_DO else None

    def _is_kept(self, row: FetchRow) -> bool:
        return row.class_ in _KNOWN and row.sha256 is not None and self._archive.is_there(row.sha256)

    def _told(self, request: Request, row: FetchRow, fresh: Fetched | None = None) -> Fetched | None:
        """An unmodified answer with the bytes that it stands for, and their class; None where they are lost."""
        if not row.sha256:
            return None
        first = self._first(row.sha256)
        try:
            told = _fetched(request, row, self._archive.get(row.sha256))
        except ArchiveError:
            return None
        if first:
            told = replace(told, kind=first.class_, name=first.name)
        fresh = fresh or told
        return replace(told, status=304, at=fresh.at, final_url=fresh.final_url)

    def _first(self, sha256: str) -> FetchRow | None:
        """The first answer of these bytes."""
        of_bytes = "WHERE sha256 = ? AND class <> ? ORDER BY position LIMIT 1"
        return self._ledger.first(FetchRow, of_bytes, sha256, NOT_MODIFIED)


def _type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "")


def request_key(request: Request) -> str:
    """How the ledger names a request: its address, and what is sent along."""
    sent = "&".join(f"{name}={value}" for name, value in request.form or ())
    if request.content is not None:
        sent += request.content.decode("utf-8", "replace")
    return f"{request.url} {sent}".rstrip()


def _fetched(request: Request, row: FetchRow, body: bytes) -> Fetched:
    return Fetched(
        request.url,
        row.final_url,
        row.status,
        row.class_,
        _headers(row),
        body,
        row.detail,
        datetime.fromisoformat(row.fetched_at).replace(tzinfo=UTC),
        row.sha256 or "",
        row.name,
        tuple(json.loads(row.hops)),
    )


def _headers(row: FetchRow) -> dict[str, str]:
    headers: dict[str, str] = json.loads(row.headers)
    return headers
