"""The working warehouse: whether it can be used as it is, and how it is made from what was published."""

from __future__ import annotations

import os
import shutil

from xxgk.flows.mishaps import naming
from xxgk.flows.places import Places, sync
from xxgk.flows.release import shelf
from xxgk.flows.warehouse.warehouse import DamagedError, Warehouse, WarehouseError

_LAST = "SELECT coalesce(max(release), 0) FROM release"
_LACKS = """
SELECT count(*) FROM old.publication_part o
ANTI JOIN publication_part p ON p.publication = o.publication AND p.sha256 = o.sha256
"""


def problem(places: Places) -> str:
    """Why a working warehouse that is there cannot be used; empty where it can, or where somebody else has it in use,
    who is going to see."""
    if not places.work.exists():
        return ""
    try:
        with Warehouse(places.work, read_only=True) as work:
            return "is older than what was published" if _is_older(work, places) else ""
    except DamagedError as error:
        if error.path == places.work and not (places.published.is_file() and shelf.problem_within(places.published)):
            return f"was damaged ({error.problem})"
        return ""  # it is the release that is: whoever publishes passes it over
    except WarehouseError:
        return ""


def make(places: Places) -> None:
    """Copy the published warehouse; the copy appears whole, or not at all, with the mark that it has to catch up."""
    part = places.work.with_name(f"{places.work.name}.{os.getpid()}.part")
    with naming(part):
        shutil.copyfile(places.published, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
    places.remade.touch()
    os.replace(part, places.work)
    sync(places.work.parent)


def _is_older(work: Warehouse, places: Places) -> bool:
    """Whether it was put back from a copy of before the last release: it lacks what that holds, and does not know of
    it. One from which a release was just made may not know of that either, but has all that it holds."""
    if not places.published.is_file() or "publication_part" not in work.tables():
        return False
    work.attach(places.published.resolve(), "old")
    if "release" not in work.tables("old") or "publication_part" not in work.tables("old"):
        return False
    last, published = (work.query(f"{_LAST.replace('FROM', f'FROM {of}')}").rows[0][0] for of in ("", "old."))
    return bool(published > last and work.query(_LACKS).rows[0][0])
