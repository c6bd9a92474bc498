"""The signature and date at the end of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xxgk.extractors.narrative.pieces import ANNEX, FURNITURE, SIGNOFF, TEXT, Piece
from xxgk.schema.agencies import LONGEST_NAME
from xxgk.schema.text import NUMERAL, ZERO, narrow

SIGNOFF_LINES = 8

_DAY = rf"\s*[\d{NUMERAL}廿卅元]{{1,3}}\s*"
_YEAR = rf"(?:20\d\d|[二{ZERO}][{NUMERAL[:9]}{ZERO}0]{{3}})\s*年"
_DATE = (
    rf"(?:{_YEAR}{_DAY}月{_DAY}日"
    rf"|20\d\d\s*[-./]\s*\d{{1,2}}\s*[-./]\s*\d{{1,2}})"
)
_MONTH = rf"{_YEAR}{_DAY}月"
_DATE_LINE = re.compile(rf"^\W*(?:{_DATE}|{_MONTH})\W*(?:印发?|发布?)?\W*$")
_ORGAN_ENDS = (
    "局|委|府|办|会|院|处|所|厅|队|司|室|部|镇|乡|街道|中心|公室|公司|集团|管委会|学校|大学|银行|站|社|署|海关|馆"
)
_ORGAN = rf"[^\s\d。,;:!?()]{{1,30}}(?:{_ORGAN_ENDS})"
_SEAL = r"(?:\s*\((?:公?盖?章|印章?)\))?"
SIGNED_LINE = re.compile(rf"^\W*({_ORGAN}){_SEAL}\s*({_DATE})?[^\w。;!?]*$")
_SIGNED_TAIL = re.compile(rf"(?:(?<=[。!;\s])|^)({_ORGAN}{_SEAL}\s*+{_DATE}|{_DATE})\W*+$")
_SIGNER = re.compile(_ORGAN)


def part_signoff(pieces: Sequence[Piece]) -> tuple[list[Piece], str]:
    """The pieces of the last section with its signature and date named as such, and these in one line. What stands
    behind a date is no narrative; the titles of annexes often stand before it."""
    annexed = [number for number, piece in enumerate(pieces) if piece.kind == ANNEX][:SIGNOFF_LINES]
    for told in ([number for number, piece in enumerate(pieces) if piece.kind == TEXT], annexed):
        if found := _parted(pieces, told):
            return found
    return list(pieces), ""


def _parted(pieces: Sequence[Piece], told: Sequence[int]) -> tuple[list[Piece], str] | None:
    """The pieces with the sign-off that stands at the end of those that are `told`; None where none does."""
    body = [pieces[number].text for number in told]
    for at in range(len(body) - 1, max(len(body) - SIGNOFF_LINES, -1), -1):
        text = narrow(body[at])
        if _DATE_LINE.match(text):
            start = at
            while start > 0 and len(body[start - 1]) <= LONGEST_NAME and SIGNED_LINE.match(narrow(body[start - 1])):
                start -= 1
            return _renamed(pieces, told, start, at), " ".join(body[start : at + 1])
        signed = SIGNED_LINE.match(text)
        if signed and (signed[2] or at == len(body) - 1) and len(text) <= LONGEST_NAME + 12:
            return _renamed(pieces, told, at, at), body[at]
        tail = _SIGNED_TAIL.search(text)
        if tail and text[: tail.start()].strip() and _SIGNER.search(tail[1]):
            before, signature = body[at][: tail.start()].rstrip(), body[at][tail.start() :].strip()
            own = [Piece(pieces[told[at]].kind, before), Piece(SIGNOFF, signature)]
            return [*pieces[: told[at]], *own, *_behind(pieces[told[at] + 1 :])], signature
    return None


def _renamed(pieces: Sequence[Piece], told: Sequence[int], start: int, end: int) -> list[Piece]:
    signed = {told[number] for number in range(start, end + 1)}
    last = told[end] + 1
    named = [Piece(SIGNOFF, one.text) if number in signed else one for number, one in enumerate(pieces[:last])]
    return [*named, *_behind(pieces[last:])]


def _behind(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(FURNITURE, piece.text) if piece.kind == TEXT else piece for piece in pieces]
