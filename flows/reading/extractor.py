"""The one door from flows to what reads documents: what is asked of an extractor, and ours, which is imported when the
first document is read. A command that reads none starts without the libraries of its readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xxgk.extractors.publication.conversions import Convert
from xxgk.schema.equations import Number
from xxgk.schema.explanation import Explanation
from xxgk.schema.forms import Form
from xxgk.schema.readings import Readings
from xxgk.schema.report import Report

if TYPE_CHECKING:
    from xxgk.extractors.recognition.typed import Typed
    from xxgk.extractors.shown import ShownDocument


class ReadSection(NamedTuple):
    """A section that was loaded, with whose report it is of."""

    agency_id: str
    year: int
    agency: str
    code: str
    title: str
    text: str


class Extractor(Protocol):
    """Reads the documents of a publication (bytes and source, the main one first): one report, mostly; where they are
    several, that of the main document first. What it wants to see as LibreOffice shows it, it asks `convert` for;
    `readings` are what people read in the documents. A function of a module: it goes to reading processes by its
    name."""

    __module__: str
    __qualname__: str

    def __call__(
        self, documents: Sequence[tuple[bytes, str]], convert: Convert, readings: Readings, /
    ) -> Sequence[Report]:
        """The reports."""


def extract_publication(
    documents: Sequence[tuple[bytes, str]], convert: Convert, readings: Readings, /
) -> Sequence[Report]:
    """Ours: see `extractors.publication.publication`."""
    from xxgk.extractors.publication import publication  # noqa: PLC0415  see above

    return publication.extract_publication(documents, convert=convert, readings=readings)


EXTRACTOR: Extractor = extract_publication
"""By which documents are read where nothing else is said."""

_OURS, _EFFORT = "xxgk.extractors.publication.at_hand", "xxgk.extractors.effort"


def name_of(extractor: Extractor) -> str:
    """What an extractor is known by from run to run."""
    return f"{extractor.__module__}:{extractor.__qualname__}"


def modules_of(extractor: Extractor) -> tuple[str, ...]:
    """The modules that an extractor works with: the server of reading processes imports them, once for all of these."""
    return _EFFORT, _OURS if extractor is extract_publication else extractor.__module__


def pictures_in(document: bytes) -> int:
    """How many pictures of pages may have to be recognised in a document: see `extractors.effort`."""
    from xxgk.extractors import effort  # noqa: PLC0415

    return effort.pictures_in(document)


def explain(document: bytes, source: str) -> Explanation:
    """Why the tables of a document were read as they were. Raises Unreadable."""
    from xxgk.extractors import explanation  # noqa: PLC0415

    return explanation.explain(document, source)


def located(document: bytes, locator: str) -> str:
    """What a document prints at a place. Raises Unreadable, and LookupError where it has no such place."""
    from xxgk.extractors.locate import locate  # noqa: PLC0415

    return locate(document, locator)


def shown_document(document: bytes, locators: Collection[str]) -> ShownDocument:
    """A document made harmless, for a person to look at places in it. Raises Unreadable."""
    from xxgk.extractors import shown  # noqa: PLC0415

    return shown.shown(document, locators)


def marked(document: bytes, _source: str, place: str = "") -> str:
    """A document as a harmless page, with the row marked that was taken for that of `place` (a figure code, a row, a
    table). Raises Unreadable."""
    from xxgk.extractors import marked as pages  # noqa: PLC0415

    return pages.marked(document, place)


def typed(form: Form, known: Mapping[str, Number | None], texts: Mapping[str, str]) -> Typed:
    """What a person types into the cells of a form: see `extractors.recognition.typed`."""
    from xxgk.extractors.recognition import typed as typing  # noqa: PLC0415

    return typing.typed(form, known, texts)


def clauses_read(sections: Iterable[ReadSection]) -> Iterator[tuple[ReadSection, str, bool]]:
    """The clauses of sections that hold a number or a denial of what the figures of prose are about, as skeletons (N
    for a number, Y for a year), and whether each was understood."""
    from xxgk.extractors.narrative.prose import statements  # noqa: PLC0415
    from xxgk.schema.quantities import quantities  # noqa: PLC0415

    terms = quantities()
    for one in sections:
        if one.code not in terms.passed_over:
            read = statements.clauses_read(one.text, one.year, one.agency, terms, one.code, one.title)
            yield from ((one, clause, known) for clause, known in read)


def page_images(document: bytes) -> Iterator[bytes]:
    """The pages of a scan as PNG, each drawn when it is asked for; only with the ocr extra. Raises Unreadable."""
    from xxgk.extractors.readers.scan import reader as scan  # noqa: PLC0415

    yield from scan.page_images(document)
