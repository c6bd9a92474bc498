"""The documents that are counted: a report of the project's own generator, with deviations from the official print."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from random import Random

from tests.generate.crawled import TROUBLES, troubled
from tests.generate.document import Document, compose
from tests.generate.form import FORM_2019, FORM_2021, MIXED_2019, MIXED_2021
from tests.generate.noise import Noise
from tests.generate.truth import Options, Truth, random_truth

FORMS = {
    "2021": FORM_2021,
    "2019": FORM_2019,
    "2019, table 三 of 2021": MIXED_2019,
    "2021, table 三 of 2019": MIXED_2021,
}
OPTIONS = tuple(field.name for field in fields(Options) if field.name != "scale")
NOISES = tuple(field.name for field in fields(Noise) if field.name != "encoding")
DEVIATIONS = (*OPTIONS, *NOISES, *TROUBLES)
ONCE = frozenset(
    (
        *("blank_organisations", "blank_totals", "row_numbers_lost", "section_numbers_lost", "broken_title"),
        *("furniture", "sign_off", "section_list", "instructions", "local_row"),
    )
)
"""Deviations that a document has or has not; the others are drawn for each cell or label."""

SHARE_PLAIN, SHARE_ONE = 0.2, 0.5
"""Shares of documents without a deviation and with one; the others have several."""

EACH_OF_SEVERAL, PER_CELL = 0.12, 0.1
SEVERAL, PLAIN = "several at once", "none"


@dataclass(frozen=True)
class Drawn:
    """A document with its truth; `noise` is what its renderer may still do to it."""

    truth: Truth
    document: Document
    noise: Noise
    form: str
    deviation: str


def draw(rng: Random) -> Drawn:
    """One document."""
    form = rng.choice(list(FORMS))
    chosen = _deviations(rng)
    rates = {name: 1.0 if name in ONCE else PER_CELL for name in chosen}
    options = Options(
        scale=rng.choice(("mixed", "modest", "modest")), **{name: rates[name] for name in OPTIONS if name in rates}
    )
    noise = Noise(**{name: rates[name] for name in NOISES if name in rates})
    truth = random_truth(rng, options, form=FORMS[form])
    document = troubled(compose(truth, noise, rng), [name for name in TROUBLES if name in chosen], rng)
    name = PLAIN if not chosen else chosen[0] if len(chosen) == 1 else SEVERAL
    return Drawn(truth, document, replace(noise, encoding="utf-8"), form, name)


def _deviations(rng: Random) -> list[str]:
    share = rng.random()
    if share < SHARE_PLAIN:
        return []
    if share < SHARE_PLAIN + SHARE_ONE:
        return [rng.choice(DEVIATIONS)]
    return [name for name in DEVIATIONS if rng.random() < EACH_OF_SEVERAL]
