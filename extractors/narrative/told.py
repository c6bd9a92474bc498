"""Titles of sections that people tell: in one document, a title that the form does not know is as good as one that it
knows. What opened a section by itself stays as it is, and so do the sections beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from xxgk.schema.findings import finding
from xxgk.schema.readings import PRINTED, SECTION, PersonReading
from xxgk.schema.report import Finding
from xxgk.schema.text import normalise

Titles = Mapping[str, str]
"""The titles of sections as printed, by code; empty where a section has none."""
Told = Mapping[str, str]
"""Codes of sections, by the titles (in normal form) that people tell."""


def told_titles(
    readings: Sequence[PersonReading], known: Titles, opened_by: Callable[[Told], Titles]
) -> tuple[Told, list[Finding]]:
    """The titles that people tell and that open a section which had none, and what is told of each answer. `known` are
    the titles without them; `opened_by` asks which there are with some of them."""
    taken: dict[str, str] = {}
    findings: list[Finding] = []
    for code, said in _by_section(readings):
        names = " and ".join(f"{one.who}: {one.text or one.answer}" for one in said)
        meant = {normalise(one.text) if one.answer == PRINTED else "" for one in said}
        title, own = meant.pop(), known.get(code, "")
        if meant:
            findings.append(finding("PEOPLE_DIFFER", code, names))
        elif own:
            if title and title != normalise(own):
                findings.append(finding("PERSON_DISAGREES", code, f"{names}; it is titled {own}, which stands"))
        elif title and _opens(title, code, known, opened_by({**taken, title: code})):
            taken[title] = code
            findings.append(finding("SECTION_TOLD", code, names))
        elif title:
            findings.append(finding("PERSON_READING_UNFIT", code, f"{names}; no section opens under such a title"))
    return taken, findings


def _opens(title: str, code: str, before: Titles, after: Titles) -> bool:
    """Whether a section stands under a title, and all others as they stood `before`."""
    return normalise(after.get(code, "")) == title and {**after, **before, code: ""} == {**after, code: ""}


def _by_section(readings: Sequence[PersonReading]) -> Iterator[tuple[str, list[PersonReading]]]:
    """The answers about each section, by its code."""
    mine = sorted(one for one in readings if one.code.startswith(SECTION))
    for code, said in groupby(mine, key=lambda one: one.code.removeprefix(SECTION)):
        yield code, list(said)
