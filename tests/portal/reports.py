"""What the portal publishes: reports of the project's own generator, so that the truth of every figure is known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from tests.generate.doc_fixtures import report_truth
from tests.generate.form import FORM_2019, FORM_2021
from tests.generate.noise import QUIET, Noise
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, Truth, Value, random_truth

CHANGED = "t2_art20_5_licensing.admin_license.decisions"
"""The figure that a correction changes; no equation of the form holds it."""

ALWAYS = date(2000, 1, 1)
"""The day since when a report has been there that is older than the season."""

_DOC = Path(__file__).parents[1] / "data" / "report.doc"
_PLAIN = Options(scale="modest")
PAGE, WORD = Noise(furniture=0), Noise(sign_off=1)


@dataclass(frozen=True)
class Report:
    """One published report. `printed` is a renderer of the generator, ``doc`` (a Word binary file whose truth is fixed)
    or ``zip`` (one archive of several agencies' reports: `others`).

    It appears on a day, may be corrected without a word on another, and on a later one print its first figures again
    (`restored`) or none at all (`emptied`), and may vanish. `titled` is its link text. On the forms of 2019 and 2020
    its amount of procurement has a unit behind it."""

    agency: str
    year: int
    printed: str = "html"
    appears: date = ALWAYS
    corrected: date = date.max
    restored: date = date.max
    emptied: date = date.max
    vanishes: date = date.max
    titled: str = ""
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The text of its link."""
        return self.titled or f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def is_page(self) -> bool:
        """Whether it is printed on its page, and is no file behind it."""
        return self.printed.startswith("html")

    @property
    def suffix(self) -> str:
        """The ending of its file name."""
        return {"doc": ".doc", "zip": ".zip"}.get(self.printed) or RENDERERS[self.printed].suffix

    @property
    def number(self) -> int:
        """A number of its own, for addresses."""
        return Random(f"{self.agency}/{self.year}").randrange(100_000, 9_999_999)

    @property
    def published(self) -> date:
        """The date that it prints."""
        return date.fromisoformat(_truth(self.agency, self.year, self.appears).published)

    def shown(self, today: date) -> bool:
        """Whether it is there on a day."""
        return self.appears <= today < self.vanishes

    def truth(self, today: date) -> Truth:
        """What it says on a day."""
        return (
            report_truth()
            if self.printed == "doc"
            else _truth(self.agency, self.year, self.appears, self._state(today))
        )

    def content(self, today: date) -> bytes:
        """Its bytes on a day: the same while nothing is corrected."""
        return _content(self, self._state(today))

    def _state(self, today: date) -> str:
        if today >= self.emptied:
            return EMPTY
        return CORRECTED if self.corrected <= today < self.restored else ""


CORRECTED, EMPTY = "corrected", "empty"
"""What has become of a report."""


@cache
def _truth(agency: str, year: int, appears: date = ALWAYS, state: str = "") -> Truth:
    form = FORM_2019 if year <= FORM_2019.years[1] else FORM_2021
    truth = random_truth(Random(f"{agency}{year}"), _PLAIN, form=form, agency=agency, year=year)
    january = date(year + 1, 1, Random(agency).randint(5, 28))
    truth = replace(truth, published=(appears if appears > ALWAYS else january).isoformat())
    for code in (code for code, unit in form.money.items() if not unit):
        truth = _printing(truth, code, f"{truth.cells[code]}元", (truth.expected(code)[0], "annotated"))
    if state == EMPTY:
        return replace(
            truth, cells=dict.fromkeys(truth.cells, "--"), expectations=dict.fromkeys(truth.cells, (None, "na"))
        )
    if state != CORRECTED:
        return truth
    value = int(truth.expected(CHANGED)[0] or 0) + 7
    return _printing(truth, CHANGED, str(value), (value, "number"))


def _printing(truth: Truth, code: str, cell: str, expected: tuple[Value, str]) -> Truth:
    """The same with another print of one figure."""
    cells: Mapping[str, str] = {**truth.cells, code: cell}
    return replace(truth, cells=cells, expectations={**truth.expectations, code: expected})


@cache
def _content(report: Report, state: str) -> bytes:
    if report.printed == "doc":
        return _DOC.read_bytes()
    if report.printed == "zip":
        return _archive(report)
    truth = _truth(report.agency, report.year, report.appears, state)
    return RENDERERS[report.printed](truth, PAGE if report.is_page else WORD, Random(report.number))


def _archive(report: Report) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for agency in report.others:
            truth = _truth(agency, report.year)
            inside = zipfile.ZipInfo(f"{truth.title}.docx", (2024, 1, 2, 0, 0, 0))
            archive.writestr(inside, RENDERERS["docx"](truth, QUIET, Random(report.number)))
    return file.getvalue()
