"""Where the text of a Word binary file is deleted, hidden, struck out, raised or a symbol, as stretches of CPs."""

from __future__ import annotations

from bisect import bisect_right

from xxgk.extractors.readers.doc.pieces import Pieces
from xxgk.extractors.readers.doc.properties import RunRule, run_rule
from xxgk.extractors.readers.doc.runs import Runs
from xxgk.extractors.readers.doc.styles import DocStyles
from xxgk.extractors.readers.doc.text import Varied
from xxgk.schema.document import Unreadable

MAX_STRETCHES = 200_000

Stretch = tuple[int, int, RunRule]


def stretches(runs: Runs, pieces: Pieces, styles: DocStyles) -> list[Stretch]:
    """(first CP, past the last, rule) of all text that looks other than its paragraph's style, in order."""
    rules: dict[bytes, RunRule | None] = {}
    found: list[Stretch] = []

    def rule_of(grpprl: bytes) -> RunRule | None:
        if grpprl not in rules:
            rule = run_rule(grpprl)
            rules[grpprl] = None if styles.is_plain(rule) else rule
        return rules[grpprl]

    varied = [n for n, grpprl in enumerate(runs.lists) if rule_of(grpprl) is not None]
    starts = [runs.starts[n] for n in varied]
    for start, end, place, width, extra in pieces.spans():
        if extra and (rule := rule_of(extra)) is not None:  # it counts for all that stands in the piece
            found.append((start, end, rule))
            continue
        past = place + width * (end - start)
        index = max(bisect_right(starts, place) - 1, 0)
        while index < len(varied) and starts[index] < past:
            run = varied[index]
            first = start + max(0, runs.starts[run] - place) // width
            last = start + (min(past, runs.ends[run]) - place) // width
            if last > first and (rule := rule_of(runs.lists[run])) is not None:
                found.append((first, last, rule))
            index += 1
        if len(found) > MAX_STRETCHES:
            raise Unreadable("broken Word file: its runs of characters overlap")
    return found


def deletions(found: list[Stretch]) -> list[tuple[int, int]]:
    """What tracked changes have deleted."""
    return [(first, end) for first, end, rule in found if rule.deleted]


def varied(found: list[Stretch], styles: DocStyles) -> Varied:
    """The stretches that show, but otherwise than their paragraph."""
    kept = [item for item in found if not styles.is_plain(item[2]._replace(deleted=None))]
    starts, ends, rules = zip(*kept, strict=True) if kept else ((), (), ())
    return Varied(starts, ends, rules)
