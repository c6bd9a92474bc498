"""A consistent copy of what cannot be made again: ledger, working warehouse, the documents that a person took out, and
an index of the archive.

While it is taken nobody crawls, loads or publishes. The archive itself is not copied: its files never change, so that
any tool that copies what is new does (rsync); the index tells what must be there."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.old_requests import folder_of
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.mishaps import naming
from xxgk.flows.release import shelf
from xxgk.flows.storage import StorePlace
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.migrations import newest
from xxgk.flows.warehouse.warehouse import now
from xxgk.schema.errors import XxgkError

ABOUT, INDEX = "backup.json", "archive.csv"


class BackupError(XxgkError):
    """There is nothing to be copied, or no place for it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied where: names of files, and how many files and bytes the archive has."""

    folder: Path
    files: tuple[str, ...]
    archived: int
    size: int


def backup(where: Workplace, folder: Path) -> Backup:
    """Copy into a folder, which is made, or is a backup from before: that one stays until the new one is whole.

    Raises LedgerError and WarehouseError where a crawl, a load or a release is at work, BackupError where there is
    nothing or where the folder holds something else."""
    places = where.places
    if folder.exists() and not (folder / ABOUT).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} holds something that is no backup; name another folder")
    if not (places.work.exists() or where.ledger.exists()):
        raise BackupError(f"there is neither {places.work} nor {where.ledger}: nothing to copy")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with ExitStack() as held:
        if where.ledger.exists():
            held.enter_context(Ledger(where.ledger)).copy(part / where.ledger.name)
            if (moved := folder_of(where.ledger)).exists():
                shutil.copytree(moved, part / moved.name)
        if places.work.exists():
            held.enter_context(shelf.only_one(places.releases))
            work, source = held.enter_context(shelf.held(places.work))
            work.checkpoint()
            shelf.copy(source, part / places.work.name)
        for by_people in (places.withdrawn, places.readings, places.corrections):
            if by_people.exists():
                shutil.copyfile(by_people, part / by_people.name)
        archived, size = _index(where.archive, part / INDEX)
    files = tuple(sorted(str(path.relative_to(part)) for path in part.rglob("*") if path.is_file()))
    about = {
        "made_at": f"{now().isoformat(timespec='seconds')}Z",
        "code_version": code_version(),
        "schema_version": newest(),
        "files": {name: {"sha256": _hash(part / name), "size_bytes": (part / name).stat().st_size} for name in files},
        "archive": {"folder": str(where.archive), "files": archived, "size_bytes": size},
    }
    with naming(part / ABOUT):
        (part / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    before = folder.with_name(f"{folder.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        os.replace(folder, before)
    os.replace(part, folder)
    shutil.rmtree(before, ignore_errors=True)
    return Backup(folder, files, archived, size)


def _index(archive: StorePlace, target: Path) -> tuple[int, int]:
    """Write hash and size of every file of the archive; how many there are, and their bytes."""
    count = total = 0
    with naming(target), target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("sha256", "size_bytes"))
        for sha256, size in archive_at(archive).hashes():
            rows.writerow((sha256, size))
            count, total = count + 1, total + size
    return count, total


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
