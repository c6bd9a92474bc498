"""Text: its lines, and the fields of a line."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.edits import CHARACTERS, LARGEST, NUMBERS, WORDS, Structure, slip, times

_FIELD = re.compile(r"[\t|｜]| {2,}|(?<=[0-9]) (?=[0-9])")


class Text:
    """The lines of a text, and how it is written down."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.decode("utf-8", "surrogateescape").split("\n")
        self.end, self.charset, self.mark = "\n", "utf-8", b""

    @property
    def size(self) -> int:
        return sum(map(len, self.lines))

    def written(self) -> bytes:
        text = self.end.join(self.lines)
        errors = "surrogateescape" if self.charset == "utf-8" else "replace"
        try:
            return self.mark + text.encode(self.charset, errors)
        except UnicodeEncodeError:
            return self.mark + text.encode(self.charset, "surrogatepass" if self.charset == "utf-8" else "ignore")


def _at(text: Text, rng: Random) -> int:
    return rng.randrange(len(text.lines))


def drop(text: Text, rng: Random) -> None:
    if len(text.lines) > 1:
        del text.lines[_at(text, rng)]


def double(text: Text, rng: Random) -> None:
    at = _at(text, rng)
    if text.size < LARGEST:
        text.lines[at:at] = [text.lines[at]] * times(rng)


def move(text: Text, rng: Random) -> None:
    line = text.lines.pop(_at(text, rng))
    text.lines.insert(rng.randrange(len(text.lines) + 1), line)


def move_many(text: Text, rng: Random) -> None:
    first = _at(text, rng)
    piece = text.lines[first : first + rng.choice((2, 5, 20))]
    del text.lines[first : first + len(piece)]
    at = rng.randrange(len(text.lines) + 1)
    text.lines[at:at] = piece


def join(text: Text, rng: Random) -> None:
    at = _at(text, rng)
    count = rng.choice((2, 3, 10, len(text.lines)))
    text.lines[at : at + count] = [rng.choice(("", " ", "\t", "|", "\u3000")).join(text.lines[at : at + count])]


def part(text: Text, rng: Random) -> None:
    at = _at(text, rng)
    line = text.lines[at]
    place = rng.randrange(len(line) + 1)
    text.lines[at : at + 1] = [line[:place], line[place:]]


def fields(text: Text, rng: Random) -> None:
    """The fields of a line dropped, doubled, exchanged, or parted by something else."""
    at = _at(text, rng)
    found = _FIELD.split(text.lines[at])
    by = _FIELD.search(text.lines[at])
    sign = by[0] if by else " "
    one, other = rng.randrange(len(found)), rng.randrange(len(found))
    match rng.randrange(5):
        case 0:
            del found[one]
        case 1:
            found[one:one] = [found[one]] * min(times(rng), 200)
        case 2:
            found[one], found[other] = found[other], found[one]
        case 3:
            sign = rng.choice(("\t", "|", "  ", " ", "｜", "", "||", "\t\t"))
        case _:
            found[one] = slip(found[one], rng)
    text.lines[at] = sign.join(found)


def change(text: Text, rng: Random) -> None:
    at = _at(text, rng)
    text.lines[at] = slip(text.lines[at], rng)


def insert(text: Text, rng: Random) -> None:
    """A line of its own: a word, a number, a run of one character."""
    run = rng.choice(("-", "|", " ", "\u3000", "(", "。", "1", "、", "一", "\t", "=", "<td>", "其中", *CHARACTERS))
    line = rng.choice((rng.choice(WORDS), rng.choice(NUMBERS), run * times(rng)))
    text.lines.insert(_at(text, rng), line)


def blanks(text: Text, rng: Random) -> None:
    at = _at(text, rng)
    place = rng.randrange(len(text.lines[at]) + 1)
    blank = rng.choice((" ", "\t", "\u3000", "\xa0", "\u200b")) * times(rng)
    text.lines[at] = text.lines[at][:place] + blank + text.lines[at][place:]


def ends(text: Text, rng: Random) -> None:
    text.end = rng.choice(("\r\n", "\r", "\n\n", "\u2028", "\x0b", "\x85", "\n\r", " \n", ""))


def charset(text: Text, rng: Random) -> None:
    text.charset = rng.choice(("gb18030", "gbk", "big5", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "utf-8"))
    text.mark = rng.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))


def dress_ends(text: Text, rng: Random) -> None:
    text.end = rng.choice(("\r\n", "\r", "\n"))


def dress_charset(text: Text, rng: Random) -> None:
    text.charset, text.mark = rng.choice(
        (("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16", b""), ("utf-8", b""))
    )


def dress_blank_lines(text: Text, rng: Random) -> None:
    """Blank lines in front and behind."""
    text.lines[:0] = [""] * rng.randrange(4)
    text.lines += [""] * rng.randrange(4)


def dress_note(text: Text, rng: Random) -> None:
    """A sentence in front of all."""
    text.lines.insert(0, rng.choice(("来源：本网", "发布时间：2024-01-18", "字号：大 中 小", "您的位置：首页")))


LINES = Structure(
    Text,
    Text.written,
    (drop, double, move, move_many, join, part, fields, fields, fields, change, change, insert, blanks, ends, charset),
    (dress_ends, dress_charset, dress_blank_lines, dress_note),
)
