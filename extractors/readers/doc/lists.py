"""The lists of a Word binary file (PlfLst, PlfLfo): ``一、`` before a heading may exist only there."""

from __future__ import annotations

import struct

from xxgk.extractors.readers.word.numbering import Instance, Level, NumberedLists

_LSTF, _LVLF, _LFO = 28, 28, 16
_LEVELS = 9
_ABSENT = 0xFFFFFFFF
MAX_LISTS = 4096
_FORMS = (  # the codes of number formats in the order of [MS-OSHARED] 2.2.1.3, from 0
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText"),
    *("hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth"),
    *("decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle"),
    *("decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung"),
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"),
    *("ideographTraditional", "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting"),
    *("ideographLegalTraditional", "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting"),
    *("chineseLegalSimplified", "chineseCountingThousand"),
)
_NO_NUMBER = 0xFF
_NOTHING_FOLLOWS = 2


def read_lists(definitions: bytes, after: bytes, overrides: bytes) -> NumberedLists:
    """The lists that paragraphs refer to by number (from 1). `definitions` is the PlfLst with its levels behind it in
    `after`; a list of which something is broken is left out, and so are those behind it."""
    instances: dict[str, Instance] = {}
    try:
        abstract = _definitions(definitions, after)
        (count,) = struct.unpack_from("<I", overrides)
        at = 4 + _LFO * count
        for number in range(1, min(count, MAX_LISTS) + 1):
            place = 4 + _LFO * (number - 1)
            (identifier,) = struct.unpack_from("<i", overrides, place)
            levels, starts, at = _overridden(overrides, at, overrides[place + 12], abstract.get(identifier, {}))
            instances[str(number)] = Instance(str(identifier), levels, {}, starts)
    except (struct.error, IndexError):
        pass
    return NumberedLists(instances.get)


def _definitions(plc: bytes, after: bytes) -> dict[int, dict[int, Level]]:
    if not plc:
        return {}
    found: dict[int, dict[int, Level]] = {}
    (count,) = struct.unpack_from("<H", plc)
    at = 0
    for index in range(min(count, MAX_LISTS)):
        place = 2 + _LSTF * index
        (identifier,) = struct.unpack_from("<i", plc, place)
        levels: dict[int, Level] = {}
        for number in range(1 if plc[place + 26] & 1 else _LEVELS):
            levels[number], at = _level(after, at)
        found[identifier] = levels
    return found


def _overridden(
    data: bytes, at: int, count: int, levels: dict[int, Level]
) -> tuple[dict[int, Level], dict[int, int], int]:
    """The levels of one list as its overrides change them, the numbers at which it restarts, and the next place."""
    levels, starts = dict(levels), {}
    if at + 4 <= len(data) and struct.unpack_from("<I", data, at)[0] == _ABSENT:
        at += 4
    for _ in range(count):
        start, flags = struct.unpack_from("<iI", data, at)
        at += 8
        number = flags & 0xF
        if flags & 0x20:
            levels[number], at = _level(data, at)
        elif flags & 0x10:
            starts[number] = start
    return levels, starts, at


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """One LVL and the place behind it. Its text holds the number of a level in place of that level's number."""
    start, form, info = struct.unpack_from("<iBB", data, at)
    places, follows = set(data[at + 6 : at + 15]), data[at + 15]
    run_length, paragraph_length, limit = data[at + 24], data[at + 25], data[at + 26]
    at += _LVLF + run_length + paragraph_length
    (length,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    shown = "".join(
        f"%{ord(char) + 1}" if place in places and ord(char) < _LEVELS else char for place, char in enumerate(text, 1)
    )
    name = "none" if form == _NO_NUMBER else _FORMS[form] if form < len(_FORMS) else f"number {form}"
    return (
        Level(
            start=min(max(start, 0), 10_000),
            form=name,
            text=shown,
            legal=bool(info & 0x04),
            restart=limit if info & 0x08 else None,
            suffix="" if follows == _NOTHING_FOLLOWS else " ",
        ),
        at + 2 + 2 * length,
    )
