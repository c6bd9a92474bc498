"""The numbers that Word generates: ``一、`` before a heading may exist only in numbering.xml.

`Lists.labels` counts the numbered paragraphs of a document in order, as Word does: counters belong to the abstract
list, deeper levels restart, a list instance may restart its list once (``startOverride``). `Numbering` reads the lists
of a .docx; those of a .doc are read by `extractors.readers.doc.lists`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.word.number_forms import BULLET, FORMS
from xxgk.extractors.readers.word.tree import W, number, value

MAX_PATTERN = 100  # characters; Word allows 255, labels have ten
_PLACEHOLDER = re.compile("%([0-9])")


class Level(NamedTuple):
    """One level of a list: `text` is the pattern (``%1、``), `suffix` what parts number and text, `restart` the level
    (1-based) after which it begins again: None for any higher one, 0 for never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    suffix: str = " "


class Numbered(NamedTuple):
    """That a paragraph is numbered: by list instance `num`, at `level` (0-based)."""

    num: str
    level: int


class Instance(NamedTuple):
    """A list as the paragraphs use it: `styles` ties paragraph styles to levels, `starts` holds the restarts."""

    abstract: str
    levels: dict[int, Level]
    styles: dict[str, int]
    starts: dict[int, int]


_NOTHING = Instance("", {}, {}, {})


class NumberedLists:
    """The lists of a document; `find` gives the one that a number names, or None."""

    def __init__(self, find: Callable[[str], Instance | None]) -> None:
        self._find = find

    def instance(self, num: str) -> Instance:
        """One list instance, without levels where there is none of that number."""
        return self._find(num) or _NOTHING

    def labels(self, paragraphs: Iterable[Numbered]) -> tuple[list[str], set[str]]:
        """The generated label of each numbered paragraph of a document, in order, with the space that parts it from
        the text if one does, ``""`` for bullets and unknown lists; and the number formats that are not known (their
        labels are left out, never guessed)."""
        counters: dict[str, dict[int, int]] = {}
        started: set[Numbered] = set()
        unknown: set[str] = set()
        labels = []
        for item in paragraphs:
            instance = self.instance(item.num)
            level = instance.levels.get(item.level)
            if level is None:
                labels.append("")
                continue
            counts = counters.setdefault(instance.abstract, {})
            if item.level in instance.starts and item not in started:
                counts[item.level] = instance.starts[item.level]
            else:
                counts[item.level] = counts[item.level] + 1 if item.level in counts else level.start
            started.add(item)
            _restart_deeper(item.level, instance, counts)
            labels.append(_label(level, instance, counts, unknown))
        return labels, unknown


class Numbering(NumberedLists):
    """The lists of one numbering.xml (`root` None: a document without lists)."""

    def __init__(self, root: etree._Element | None) -> None:
        lists = () if root is None else root.iterchildren(W + "abstractNum")
        instances = () if root is None else root.iterchildren(W + "num")
        self._lists = {abstract.get(W + "abstractNumId", ""): abstract for abstract in lists}
        self._instances = {num.get(W + "numId", ""): num for num in instances}
        self._read: dict[str, Instance | None] = {}
        super().__init__(self._read_once)

    def _read_once(self, num: str) -> Instance | None:
        """One list instance, read when first used: documents carry dozens of lists that nothing refers to."""
        if num not in self._read:
            element = self._instances.get(num)
            self._read[num] = None if element is None else self._read_instance(element)
        return self._read[num]

    def _read_instance(self, num: etree._Element) -> Instance:
        key = value(num.find(W + "abstractNumId"))
        abstract = self._lists.get(key)
        levels: dict[int, Level] = {}
        styles: dict[str, int] = {}
        for lvl in () if abstract is None else self._borrowed(abstract).iterchildren(W + "lvl"):
            levels[number(lvl, "ilvl")] = _level(lvl)
            styles[value(lvl.find(W + "pStyle"))] = number(lvl, "ilvl")
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            level, own, start = number(override, "ilvl"), override.find(W + "lvl"), override.find(W + "startOverride")
            if own is not None:
                levels[level] = _level(own)
            if start is not None:
                starts[level] = number(start, "val")
        return Instance(key, levels, styles, starts)

    def _borrowed(self, abstract: etree._Element) -> etree._Element:
        """The list itself, or the one that defines the list style which it refers to."""
        link = value(abstract.find(W + "numStyleLink"))
        owners = (other for other in self._lists.values() if link and value(other.find(W + "styleLink")) == link)
        return next(owners, abstract)

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level that list instance `num` ties to the paragraph style, None where it ties none."""
        return self.instance(num).styles.get(style)


def _restart_deeper(level: int, instance: Instance, counts: dict[int, int]) -> None:
    for deeper in [deeper for deeper in counts if deeper > level]:
        definition = instance.levels.get(deeper)
        restart = definition.restart if definition else None
        if restart is None or level < restart:
            del counts[deeper]


def _label(level: Level, instance: Instance, counts: dict[int, int], unknown: set[str]) -> str:
    if level.form == BULLET:  # its text is a glyph
        return ""
    first, *parts = _PLACEHOLDER.split(level.text.partition("%0")[0])
    shown = [first]
    for index, literal in zip(parts[::2], parts[1::2], strict=True):
        place = int(index) - 1
        definition = instance.levels.get(place, Level())
        form = "decimal" if level.legal and definition.form not in ("none", BULLET) else definition.form
        if form not in FORMS:
            unknown.add(form)
            return ""
        count = counts.get(place, instance.starts.get(place, definition.start))
        shown += FORMS[form](count), literal
    label = "".join(shown)
    return label and label + level.suffix


def _level(lvl: etree._Element) -> Level:
    restart, text = lvl.find(W + "lvlRestart"), value(lvl.find(W + "lvlText"))
    start, legal = lvl.find(W + "start"), lvl.find(W + "isLgl")
    return Level(
        start=0 if start is None else number(start, "val"),
        form=value(next(lvl.iter(W + "numFmt"), None)) or "decimal",
        text=text if len(text) <= MAX_PATTERN else "",
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
        restart=None if restart is None else number(restart, "val"),
        suffix="" if value(lvl.find(W + "suff")) == "nothing" else " ",
    )
