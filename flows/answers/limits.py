"""The limits under which documents are read and questions are answered, as a page for people: docs/limits.md.

Each limit is defined once, in the module that keeps it, and the figures of the page are taken from there. Which of them
a person should know, each reader says beside its own; here stand those that hold for all documents, and for answers.
`python -m xxgk.flows.answers.limits docs/limits.md` writes the page (`make generated`) and keeps what the fuzzer wrote
at its end (`make fuzz`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from xxgk.extractors import readers
from xxgk.extractors.publication import publication
from xxgk.flows.answers import tools
from xxgk.flows.reading import libreoffice, pool
from xxgk.flows.warehouse import warehouse
from xxgk.schema import document
from xxgk.schema.limits import BYTES, Limit, LimitTable

COUNTED = "## What the fuzzer counts"
"""The title of the last section of the page, which the fuzzer writes."""

_POOL, _OFFICE, _SQL = pool.Limits(), libreoffice.OfficeBounds(), warehouse.QueryBounds()

OF_ALL: LimitTable = {
    "Every document": (
        Limit(document.LARGEST, "a file", BYTES),
        Limit(_POOL.seconds, "time of a document, by the clock", "s"),
        Limit(_POOL.seconds_a_picture, "more for each picture of a page that may have to be recognised", "s"),
        Limit(_POOL.longest, "time of a document with all its pictures", "s"),
        Limit(_POOL.memory, "memory of the process that reads", BYTES),
        Limit(_POOL.growth, "what a process may have grown by before another takes its place", BYTES),
        Limit(publication.MOST_DOCUMENTS, "documents of one publication"),
        Limit(_OFFICE.seconds, "time of LibreOffice for one document", "s"),
        Limit(_OFFICE.memory, "memory of LibreOffice", BYTES),
    ),
}


def _of_query(bounds: warehouse.QueryBounds) -> tuple[Limit, ...]:
    return (
        Limit(bounds.seconds, "time", "s"),
        Limit(bounds.address_space, "address space of the process", BYTES),
        Limit(bounds.rows, "rows that are shown"),
        Limit(bounds.query, "characters of the query"),
        Limit(bounds.value, "characters of one value, all its parts counted"),
        Limit(bounds.answer, "characters of the whole answer with the names of its columns, a number counted as eight"),
    )


OF_ANSWERS: LimitTable = {
    "`xxgk sql --safe`": _of_query(_SQL),
    "`xxgk mcp`": (
        *_of_query(tools.BOUNDS),
        Limit(tools.NAME, "characters of an agency, a table, a code"),
        Limit(tools.AT_ONCE, "questions at a time; others wait"),
    ),
}
FIRST = ("html", "text", "package", "archives", "doc", "sheets", "pdf", "ofd", "scan")
"""The readers that the page begins with; whatever else has limits comes behind them."""


def of_readers() -> LimitTable:
    """What each reader says of its limits: in a `LIMITS` of its module, or of the module ``limits`` of its room."""
    found: dict[str, LimitTable] = {}
    for module in iter_modules(readers.__path__):
        name = f"{readers.__name__}.{module.name}" + (".limits" if module.ispkg else "")
        if find_spec(name):
            found[module.name] = getattr(import_module(name), "LIMITS", {})
    order = sorted(found, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    return {title: limits for name in order for title, limits in found[name].items()}


_HEAD = """# Limits

Written by `make generated` from the modules that keep the limits; to change one, change it there.

Everything that was fetched is hostile or broken sooner or later. Whatever comes costs at most its share, in every way
in: `ingest`, `nightly`, `reextract`, `rebuild` and `extract` read each document in a process of its own kind, which is
ended when it takes longer or more memory than it may; the documents behind it are read. (`extract --in-process` reads
without these two, to debug.) A document beyond a limit is quarantined with a reason that tells the limit, before the
costly part of its reading begins. A document at a limit is read within the time: `make linear` reads one of every
container and tells what each takes.

A PDF is looked at before any reader opens it, for readers unfold what it holds while they open it: what is beyond is
refused as *a PDF bomb*. A package whose directory tells other sizes than its members have is refused as *a zip bomb*.
What is remembered from document to document is short texts alone, less than 100 MB in all.

## What a reading process reaches

A document that takes its reader over is not to have the machine. On Linux each reading process, and LibreOffice as its
child, is closed in before it opens the first document, in every way in, and for `explain`, `show`, `review` and `site`:

- files, to read: what Python, its packages, LibreOffice and the fonts need; the registries; the archive; folders and
  files that were handed in (Landlock: Linux 5.13);
- files, to write: a folder of its own, which goes when it ends; that of pages, where those of scans are kept (Landlock;
  cutting files short: Linux 6.2);
- rights and owners of files, devices, mounts: nothing (seccomp);
- the network: nothing; the one kind of socket that is made is between processes of this machine, and is connected with
  nothing (seccomp);
- other processes: neither their memory (seccomp) nor signals (Landlock: Linux 6.12).

A folder that was handed in is read whole: who hands in a home directory opens it. `xxgk status` tries all this in a
process of its own and tells in the line *walls* what this machine leaves open: other systems than Linux, and kernels
without Landlock, leave the files open, and other processors than those of Intel's kind and ARM (64 bits) the network as
well; there LibreOffice alone is without a network where namespaces can be made. Not behind these walls: `--in-process`
and `--workers 0`, which are for debugging, and the crawler, which takes pages and archives apart for the links in them
and needs the network. It costs some ten milliseconds for each process, and nothing for a document.
"""


def page() -> Iterator[str]:
    """The page, line by line."""
    yield _HEAD
    for title, limits in {**OF_ALL, **of_readers(), **OF_ANSWERS}.items():
        yield f"## {title}\n"
        yield "| what | at most |\n|---|---|"
        yield from (f"| {limit.what} | {limit.figure} |" for limit in limits)
        yield ""
    yield _CRAWL


_CRAWL = """The caps of a crawl (hours, requests and bytes of a night, answers, redirects) stand in `data/crawl.toml`.
`make nights` simulates ten nights at their cap of 200,000 requests, without a network. Four of them were run, on a
machine on which much else ran: 2.54, 2.28, 2.73 and 2.80 ms of the processor for each request, at most 387 MB. The work
of a request, counted in calls and in steps of the ledger's queries, is the same from the third night on
(`make test`)."""


def rewritten(before: str) -> str:
    """The page as it is now, with the counts that stood in it before."""
    counted = before.find(COUNTED)
    return "\n".join(page()) + "\n" + (f"\n{before[counted:]}" if counted >= 0 else "")


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(rewritten(path.read_text("utf-8") if path.exists() else ""), "utf-8")
