"""What the extractors hand on: a report with its figures, sections and findings, and its JSON form (the contract)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xxgk.schema.inert import json_line
from xxgk.schema.refusal import Why

NUMBER, ANNOTATED, BLANK, NA, TEXT = "number", "annotated", "blank", "na", "text"
TRANSCRIBED = "transcribed"
"""The state of a figure that a person read; whatever the cell holds."""
STATED_NONE = "stated_none"

LOADED, LOADED_WITH_FINDINGS, QUARANTINED = "loaded", "loaded_with_findings", "quarantined"

ERROR, WARNING, INFO = "error", "warning", "info"


class Figure(NamedTuple):
    """One cell of a recognised statutory table.

    `code` is ``table.row.column``; `value` is in `unit` and None unless `state` is ``number`` or ``annotated``, or
    ``transcribed``, of a number that a person read; `raw` is the text as printed; `locator` tells where (see
    `schema.document`). `confidence` is less than 1 where the cell was recognised in a picture. `document` is the hash
    of the part of a publication in which it stands, empty where that is the main document. A named tuple: a report
    has 200 of them.
    """

    code: str
    value: int | float | None
    unit: str
    state: str
    raw: str
    locator: str
    confidence: float = 1.0
    document: str = ""


class TextFigure(NamedTuple):
    """A figure told in prose, with its evidence: the `sentence`, and the `section` in whose text it stands at `offset`
    (its code, or its title where it has none): ``text[offset:offset + len(raw)] == raw``.

    `code` is ``text.`` and a quantity of `schema.quantities`; `state` is ``number``, or ``stated_none`` where words say
    that there was none (`value` 0); `approximate` tells that the print says so (余, 约 …)."""

    code: str
    value: int | float
    unit: str
    approximate: bool
    state: str
    raw: str
    sentence: str
    section: str
    offset: int
    document: str = ""


class Indicator(NamedTuple):
    """One cell of an indicator list that no form describes: a local annex, or a row that it adds.

    `label` and `column` are as printed, and with the figure they are all that is known for certain. `code` is
    ``stat_local.row.column``: the row is a concept of the shared vocabulary (schema/indicators.toml) where its label
    names one, else ``unmapped_NN``; the column is the kind of its head (``year``, ``cumulative`` …), else ``column_N``.
    `unit` is empty where nothing tells it; `document` as of a `Figure`."""

    code: str
    label: str
    column: str
    value: int | float | None
    unit: str
    state: str
    raw: str
    locator: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A narrative section: paragraphs joined by one line feed, in printed order; `code` empty where its title is of no
    known kind; `title` as printed; `document` as of a `Figure`."""

    code: str
    title: str
    text: str
    document: str = ""


class Aside(NamedTuple):
    """Text that is printed outside the tables and is no narrative, in printed order: `kind` is ``title``, ``heading``,
    ``contents``, ``sign-off``, ``caption``, ``instruction``, ``furniture`` or ``annex``. With the texts of the sections
    (topics repeat a part of one) it is all that a document prints in paragraphs."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader of the figures must know. `where` is a figure code, a row (``table.row``), a table, a
    section code or ``""`` for the document; `left` and `right` are the two sides of an equation that does not hold;
    `document` as of a `Figure`."""

    rule: str
    severity: str
    where: str
    message: str
    left: float | None = None
    right: float | None = None
    document: str = ""


JOINT, FORMER, PLATE = "joint", "former", "plate"
"""Why a report names another agency beside its own: it reports together with it, was it before, has its plate too."""


class Beside(NamedTuple):
    """Another agency that a report names beside its own, as printed; `agency_id` is empty where the name can be that of
    none or of several."""

    role: str
    name: str
    agency_id: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """Who reports. `name` is the official name where `resolved`, else the name as printed; `printed` is always as
    printed.

    An unresolved agency has a provisional `agency_id`: of its full name where it has one, else of the printed name and
    the document's own evidence. `region_code`, `level`, `kind` are empty where it is unresolved. `beside` are the other
    agencies that the report names with it."""

    name: str
    agency_id: str
    resolved: bool
    printed: str = ""
    region_code: str = ""
    level: str = ""
    kind: str = ""
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a publication besides the main one: an attachment, a picture of the page, a second page.

    `outcome` is that of the report, or ``quarantined`` with the `reason` where the part could not be read; `needs` is
    what could read it (as of a `Refusal`)."""

    source: str
    sha256: str
    media_type: str
    reader: str
    layouts: tuple[str, ...]
    outcome: str
    reason: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one publication says: a main document and its `parts`, in order; most have none. `outcome` is its single
    fate; a quarantined one carries the `reason`, and why that is (decisions ask for `why`, the reason is for people).
    `needs` as of a `Refusal`: what is not installed here and could read it, or those of its parts that wait for it.

    `source`, `sha256`, `media_type`, `reader` and `layouts` are those of the main document. `published_by` tells whose
    date `published_on` is: that of the ``page`` (``page-other``: another one of its page, whose first cannot be), or of
    the ``sign-off`` where the page prints none; `signed_on` is the latter in any case, `also_dated` what else the page
    prints as such a date. `checks` counts the equations that passed, failed and were not assessable."""

    source: str
    sha256: str
    media_type: str
    reader: str
    layouts: tuple[str, ...]
    outcome: str
    reason: str | None = None
    agency: Agency | None = None
    year: int | None = None
    title: str | None = None
    published_on: str | None = None
    published_by: str | None = None
    signed_on: str | None = None
    forms: dict[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: dict[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    text_figures: tuple[TextFigure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    aside: tuple[Aside, ...] = ()
    also_dated: tuple[str, ...] = ()
    why: Why | None = None
    needs: tuple[str, ...] = ()

    @property
    def publication(self) -> str:
        """The hash by which the publication is known."""
        return publication_hash(self.sha256, [part.sha256 for part in self.parts])


def publication_hash(main: str, parts: Sequence[str]) -> str:
    """The hash of a publication, from those of its documents in order; of a document without parts, its own."""
    return hashlib.sha256("\n".join((main, *parts)).encode()).hexdigest() if parts else main


def to_dict(report: Report) -> dict[str, Any]:
    """The report as the plain data of the JSON contract."""
    agency = report.agency
    return {
        "source": report.source,
        "sha256": report.sha256,
        "media_type": report.media_type,
        "reader": report.reader,
        "layouts": list(report.layouts),
        "outcome": report.outcome,
        "reason": report.reason,
        "agency": None
        if agency is None
        else {
            "name": agency.name,
            "agency_id": agency.agency_id,
            "resolved": agency.resolved,
            "printed": agency.printed,
            "region_code": agency.region_code or None,
            "level": agency.level or None,
            "kind": agency.kind or None,
            "beside": [other._asdict() | {"agency_id": other.agency_id or None} for other in agency.beside],
        },
        "year": report.year,
        "title": report.title,
        "published_on": report.published_on,
        "published_by": report.published_by,
        "signed_on": report.signed_on,
        "forms": report.forms,
        "figures": [_figure(figure) for figure in report.figures],
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        "sections": [
            {"code": section.code or None, "title": section.title, "text": section.text, **_document(section)}
            for section in report.sections
        ],
        "aside": [aside._asdict() for aside in report.aside],
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "where": finding.where,
                "left": finding.left,
                "right": finding.right,
                "message": finding.message,
                **_document(finding),
            }
            for finding in report.findings
        ],
        "checks": report.checks,
        "text_figures": [_figure(figure) for figure in report.text_figures],
        **({"parts": [_part(part) for part in report.parts]} if report.parts else {}),
    }


def _figure(figure: Figure | TextFigure) -> dict[str, Any]:
    """A figure as plain data; its confidence is told where it is not certain, its document where it is a part."""
    data = figure._asdict()
    if data.get("confidence") == 1.0:
        del data["confidence"]
    if not figure.document:
        del data["document"]
    return data


def _indicator(indicator: Indicator) -> dict[str, Any]:
    """An indicator as plain data, its document where that is a part."""
    data = indicator._asdict()
    if not indicator.document:
        del data["document"]
    return data


def _document(told: Section | Finding) -> dict[str, str]:
    """The document in which something stands, where that is not the main one."""
    return {"document": told.document} if told.document else {}


def _part(part: Part) -> dict[str, Any]:
    return {
        "source": part.source,
        "sha256": part.sha256,
        "media_type": part.media_type,
        "reader": part.reader,
        "layouts": list(part.layouts),
        "outcome": part.outcome,
        "reason": part.reason,
    }


def to_json(report: Report) -> str:
    """One line of JSON for one document."""
    return json_line(to_dict(report))
