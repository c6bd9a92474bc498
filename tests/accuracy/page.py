"""The page ``docs/accuracy.md``: what was counted, as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count
from tests.accuracy.drawn import PLAIN, SEVERAL
from tests.accuracy.measured import KINDS, LISTED, Counts, Key
from tests.accuracy.office import DOC

HEAD = """\
# How exact it is

Every container and layout, printed {documents:,} times by the project's own generator (.doc is what LibreOffice makes
of that), with deviations drawn from all that it knows: misprints, blanks, marks, notes, lost numbers, and what crawling
and converting leave. Each cell is

- **exact**: its value and its state are those that were printed;
- **refused**: not in the figures, and named by a finding, itself, its row or its table;
- **wrong**: read otherwise, or lost without a finding.

*Of those determined* leaves out the cells that the print alone does not tell: figures that run together and that the
equations of the form part in more than one way, and rows with a blank that leaves no trace.

Generated documents share the blind spots of those who wrote the generator; the real reports at the end, whose truth was
written down by hand, few as they are, do not.

Made by `make accuracy DOCUMENTS={documents} SEED={seed}`: the same numbers, the same documents.
"""


def page(counts: Counts, samples: Sequence[tuple[str, Count]], documents: int, seed: int) -> str:
    """The page as Markdown."""
    tables = {key: count for key, count in counts.items() if key.form != LISTED}
    lists = {key: count for key, count in counts.items() if key.form == LISTED}
    lines = [HEAD.format(documents=documents, seed=seed)]
    if not any(key.renderer == DOC for key in counts):
        lines.append("Old Word files (.doc) were not counted: LibreOffice, which makes them, was not installed.\n")
    lines += _part(
        "By container and layout: the tables of 2019 and 2021", _by(tables, lambda key: key.renderer), _printed
    )
    lines += _part(f"By container and layout: the {LISTED}", _by(lists, lambda key: key.renderer), _printed)
    lines += _part("By form", _by(tables, lambda key: key.form))
    deviations = _by(tables, lambda key: key.deviation)
    first = [name for name in (PLAIN, SEVERAL) if name in deviations]
    ordered = {name: deviations[name] for name in (*first, *sorted(deviations.keys() - set(first)))}
    lines += _part("By deviation: documents with this one alone", ordered)
    if samples:
        lines += _part("Reports whose truth was written down by hand", dict(samples))
    return "\n".join(lines).rstrip() + "\n"


def _by(counts: Counts, name: Callable[[Key], str]) -> Mapping[str, Count]:
    found: defaultdict[str, Count] = defaultdict(Count)
    for key, count in counts.items():
        found[name(key)].add(count)
    return found


def _printed(name: str) -> str:
    renderer = KINDS[name]
    return f"{name} ({renderer.reader}, {renderer.layout})"


def _part(title: str, counts: Mapping[str, Count], told: Callable[[str], str] = lambda name: name) -> Iterable[str]:
    heads = ("", "documents", "cells", "exact %", "refused %", "wrong", "of those determined: exact %")
    yield f"## {title}\n"
    yield "| " + " | ".join(heads) + " |"
    yield "|---" + "|---:" * (len(heads) - 1) + "|"
    for name, count in counts.items():
        yield "| " + " | ".join((told(name).replace("_", " "), *_row(count))) + " |"
    yield ""


def _row(count: Count) -> Iterator[str]:
    yield f"{count.documents:,}"
    yield f"{count.cells.total():,}"
    yield f"{count.share(EXACT):.2%}".rstrip("%")
    yield f"{count.share(REFUSED):.2%}".rstrip("%")
    yield f"{count.cells[WRONG]:,}"
    yield f"{count.share(EXACT, determined=True):.2%}".rstrip("%") if count.determined else "–"
