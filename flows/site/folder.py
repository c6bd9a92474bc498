"""The folder of a site as it is written anew: what is the same already is left alone, what is no more is removed."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from xxgk.flows.mishaps import naming
from xxgk.schema.errors import XxgkError
from xxgk.schema.inert import UNSEEN

NOTE = "site.json"
"""What the site notes for its next making; a folder that has it is ours."""

LOCK = ".lock"
DATA = "data"


class SiteError(XxgkError):
    """The folder of a site is not ours to write to, or something that the site is to show is not there."""


@dataclass(slots=True)
class SiteFolder:
    """A folder that becomes a site. `shards`: what each shard of reports was made of, as noted the last time and as it
    is now; `written`: the files whose bytes changed."""

    to: Path
    made_by: str
    before: Mapping[str, str] = field(default_factory=dict)
    shards: dict[str, str] = field(default_factory=dict)
    named: set[Path] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    bits: Mapping[str, int] = field(default_factory=dict)

    def script(self, name: str, body: str) -> None:
        """Write data as a script, ``data/NAME.js``: `body` is JSON. Characters that turn or hide text are escaped."""
        visible = UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", body)
        self.file(f"{DATA}/{name}.js", f"xxgk.put({json.dumps(name)},{visible})\n".encode())

    def data(self, name: str, value: object) -> None:
        """Write a value as a script."""
        self.script(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def file(self, name: str, body: bytes) -> None:
        """Write a file, whole or not at all, unless it is there with these bytes."""
        path = self.to / name
        self.named.add(path)
        with naming(path):
            if path.is_file() and path.stat().st_size == len(body) and path.read_bytes() == body:
                return
            if not self.written:
                self._note({})
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            part.write_bytes(body)
            os.replace(part, path)
        self.written.append(name)

    def picture(self, name: str, body: bytes) -> None:
        """Write a picture, ``data/NAME``."""
        self.file(f"{DATA}/{name}", body)

    def keep_beside(self, name: str) -> None:
        """Let the pictures that belong to a script stay as they are."""
        path = self.to / DATA / name
        self.named.update(path.parent.glob(f"{path.name}-*"))

    def keep(self, name: str) -> bool:
        """Whether a file is there already; if so it stays as it is."""
        path = self.to / name
        self.named.add(path)
        return path.is_file()

    def stands(self, shard: str, digest: str) -> bool:
        """Note what a shard is made of; whether it was made of the same the last time, and is still there."""
        digest = self.shards[shard] = blake2b(digest.encode(), digest_size=8).hexdigest()
        return self.before.get(shard) == digest and self.keep(f"{DATA}/{shard}.js")

    def close(self, bits: Mapping[str, int]) -> None:
        """Note how the site was made, and remove what it has no more."""
        self.bits = bits
        self._note(self.shards)
        for path in _files(self.to / DATA):
            if path not in self.named:
                path.unlink()

    def _note(self, shards: Mapping[str, str]) -> None:
        """Write the note; without `shards` while files are written, so that a run that is killed is begun anew."""
        told = {"made_by": self.made_by, "bits": dict(self.bits), "shards": dict(sorted(shards.items()))}
        part = self.to / f"{NOTE}.part"
        part.write_text(json.dumps(told, indent=0) + "\n", "utf-8")
        os.replace(part, self.to / NOTE)


@contextmanager
def only_one(to: Path) -> Iterator[None]:
    """While it lasts no other process makes a site in this folder. Raises SiteError where one does, or where the folder
    holds something that is no site."""
    with naming(to):
        to.mkdir(parents=True, exist_ok=True)
        if not (to / NOTE).is_file() and any(path.name != LOCK for path in to.iterdir()):
            raise SiteError(f"{to} is not empty and holds no site; name another folder")
        with (to / LOCK).open("a") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise SiteError(f"{to}: another process is making this site") from error
            yield


def open_folder(to: Path, made_by: str) -> SiteFolder:
    """A folder to make a site in. What another program noted does not count."""
    note = to / NOTE
    with naming(to):
        to.mkdir(parents=True, exist_ok=True)
        if not note.is_file():
            return SiteFolder(to, made_by)
        try:
            told = json.loads(note.read_text("utf-8"))
            shards, bits = dict(told["shards"]), dict(told["bits"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return SiteFolder(to, made_by)
    return SiteFolder(to, made_by, shards if told.get("made_by") == made_by else {}, bits=bits)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
