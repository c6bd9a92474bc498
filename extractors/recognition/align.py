"""Aligning the rows of a printed table with the rows of the form, in order.

Each printed row has candidates among the form's rows, each with a score. The alignment is the chain of greatest score
in which both orders increase: a weighted longest increasing subsequence, so that a repeated or misread label in between
cannot shift its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from xxgk.extractors.labels.sheet_labels import Candidates


def align(rows: Sequence[Candidates]) -> dict[int, int]:
    """``{printed row: form row}`` of the best chain; rows without a candidate in it are left out.

    Of equal chains the one that takes the earlier printed row wins. Cost: candidates times chain length."""
    sole = [candidates[0][0] if len(candidates) == 1 else None for candidates in rows]
    if None not in sole and all(a < b for a, b in pairwise(sole)):  # type: ignore[operator]
        return {printed: entry for printed, entry in enumerate(sole) if entry is not None}
    best: dict[int, tuple[float, tuple[int, ...], tuple[int, ...]]] = {-1: (0.0, (), ())}
    for printed, candidates in enumerate(rows):
        found = []
        for entry, score in candidates:
            total, path, entries = max(
                (chain for last, chain in best.items() if last < entry), key=lambda chain: chain[0]
            )
            found.append((entry, (total + score, (*path, printed), (*entries, entry))))
        for entry, chain in found:
            if entry not in best or chain[0] > best[entry][0]:
                best[entry] = chain
    _, path, entries = max(best.values(), key=lambda chain: chain[0])
    return dict(zip(path, entries, strict=True))


def moved(rows: Sequence[Candidates], chain: Mapping[int, int]) -> dict[int, int]:
    """``{printed row: form row}`` of rows that changed their places: the chain leaves them out, their label is exactly
    that of one row of the form, and no other printed row may be that one."""
    if len(chain) == len(rows):
        return {}
    claims = Counter(entry for candidates in rows for entry, _ in candidates)
    return {
        printed: candidates[0][0]
        for printed, candidates in enumerate(rows)
        if printed not in chain and len(candidates) == 1 and candidates[0][1] == 1.0 and claims[candidates[0][0]] == 1
    }
