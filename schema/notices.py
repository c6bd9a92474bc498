"""The words in which something beside a table says whose its figures are, from ``schema/notices.toml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from xxgk.schema.datafile import read_toml

NOTICES_FILE = Path(__file__).with_name("notices.toml")


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Words by what they tell, as the file has them; its comments say what each is."""

    notes: tuple[str, ...]
    periods: tuple[str, ...]
    bodies: tuple[str, ...]
    others: tuple[str, ...]
    past: tuple[str, ...]
    samples: tuple[str, ...]
    wholes: tuple[str, ...]
    wider: tuple[str, ...]
    spoken: tuple[str, ...]
    spoken_over: tuple[str, ...]
    elsewise: tuple[str, ...]
    measures: tuple[str, ...]
    plain: tuple[str, ...]
    corrections: tuple[str, ...]


@cache
def notice_words() -> NoticeWords:
    """The words of the file."""
    data = read_toml(NOTICES_FILE).data
    return NoticeWords(*(tuple(data[field.name]) for field in fields(NoticeWords)))
