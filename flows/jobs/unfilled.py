"""Reports of the crawl that are forms without a figure: an empty template, or a page that a script fills later.

Only the reader sees that, when the night is over; so it is noted behind it, from what the warehouse knows, and asked
again sooner than a report that was read."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import PageRow, VersionRow
from xxgk.flows.crawl.policy import next_unfilled
from xxgk.flows.crawl.request import READABLE, UNFILLED
from xxgk.flows.crawl.settings import Policy
from xxgk.flows.reading.crawled import publication_of
from xxgk.flows.warehouse.warehouse import Warehouse

_EMPTY = """
SELECT publication, p.sha256, min(f.message) FROM finding f JOIN publication_part p USING (publication)
WHERE f.rule = 'FORM_EMPTY' AND p.position = 0
AND publication NOT IN (SELECT publication FROM standing WHERE is_filled) GROUP BY ALL
"""
_LAST = """
WHERE sha256 IN (SELECT value FROM json_each(?))
AND version = (SELECT max(version) FROM page_version AS every WHERE every.key = page_version.key)
"""


def note_unfilled(ledger: Ledger, work: Path, policy: Policy) -> None:
    """Give the pages of which the last version is such a form their class, and have them asked again."""
    with Warehouse(work, read_only=True) as warehouse:
        empty = {str(publication): (sha256, told) for publication, sha256, told in warehouse.query(_EMPTY).rows}
    for version in ledger.read(VersionRow, _LAST, json.dumps(sorted({sha256 for sha256, _ in empty.values()}))):
        publication = publication_of(ledger, version)
        page = ledger.first(PageRow, "WHERE key = ?", version.key)
        if page is None or page.checked_at is None or publication not in empty:
            continue
        if page.class_ not in {*READABLE, UNFILLED}:
            continue
        asked, since = (datetime.fromisoformat(at) for at in (page.checked_at, version.first_seen_at))
        due = min(page.next_at, when(next_unfilled(asked, since, policy)))
        ledger.put(page._replace(class_=UNFILLED, detail=empty[publication][1], next_at=due))
