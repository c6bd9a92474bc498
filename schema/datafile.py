"""Files of data as text, TOML and rows of CSV: whatever is wrong with one is told with file and line.

The mark that Excel writes before UTF-8 is no part of the text. Another encoding is refused with the way out: guessed,
it would turn the names of agencies into those of none.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xxgk.schema.errors import DataError

WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, which Excel calls Unicode text."""

WAY_OUT = "save it as UTF-8 (in Excel: CSV UTF-8; elsewhere: iconv -f GB18030 -t UTF-8)"
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

ErrorKind = type[DataError]


@dataclass(frozen=True)
class Toml:
    """A file of TOML: what it holds, and its text for whoever looks for the line of an entry."""

    path: Path
    text: str
    data: dict[str, Any]

    def at(self, pattern: str, number: int = 1) -> str:
        """File and line of the `number`-th line that begins with a pattern; the file alone where there is none."""
        for line, text in enumerate(self.text.split("\n"), 1):
            if re.match(rf"\s*{pattern}", text):
                number -= 1
                if not number:
                    return f"{self.path}, line {line}"
        return str(self.path)


def read_text(path: Path, kind: ErrorKind = DataError) -> str:
    """The text of a file. Raises `kind` where it cannot be opened or is no UTF-8, with the line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise kind(f"{path}: {error.strerror or error}") from error
    if data.startswith(WIDE):
        raise kind(f"{path}, line 1: this is UTF-16; {WAY_OUT}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise kind(f"{path}, line {line}: this is no UTF-8, GBK perhaps; {WAY_OUT}") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise kind(f"{path}, line {line}: a character that no text has (NUL); write the line anew")
    return text


def read_toml(path: Path, kind: ErrorKind = DataError) -> Toml:
    """A file of TOML. Raises `kind` with the line that breaks its rules."""
    text = read_text(path, kind).replace("\r\n", "\n")
    try:
        return Toml(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        at = _AT.search(told)
        line = int(at[1] or text.count("\n") + 1) if at else 1
        raise kind(f"{path}, line {line}: {_AT.sub('', told)}") from error


def read_rows(
    path: Path, columns: tuple[str, ...], kind: ErrorKind = DataError
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(where, values) of each row of a CSV file, empty lines left out. Raises `kind` where the head is another, or a
    row has more or fewer columns."""
    rows = csv.reader(io.StringIO(read_text(path, kind), newline=""), strict=True)
    line, head = 1, False
    try:
        for row in rows:
            where = f"{path}, line {line}"
            line = rows.line_num + 1
            if not head and tuple(row) != columns:
                raise kind(f"{where}: the columns must be {','.join(columns)}, not {','.join(row)}")
            if head and row:
                if len(row) != len(columns):
                    raise kind(f"{where}: {len(row)} columns in place of {len(columns)}: {row}")
                yield where, tuple(row)
            head = True
    except csv.Error as error:
        raise kind(f"{path}, line {line}: {error}; look for a quotation mark that is not closed") from error
    if not head:
        raise kind(f"{path}, line 1: the file is empty; its first line must be {','.join(columns)}")


@contextmanager
def understood(where: object, kind: ErrorKind = DataError) -> Iterator[None]:
    """What an entry lacks, or has of another kind than is asked for, is a fault of the file that `where` names."""
    try:
        yield
    except DataError:
        raise
    except KeyError as error:
        raise kind(f"{where}: {error.args[0]!r} is missing") from error
    except (TypeError, ValueError, AttributeError, SyntaxError, re.error) as error:
        raise kind(f"{where}: {error}") from error
