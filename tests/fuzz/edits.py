"""What an edit is, and the values that programs stumble over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Generic, TypeVar

S = TypeVar("S")
Edit = Callable[[S, Random], None]
"""Changes an opened document in place; does nothing where it does not fit."""

NUMBERS = (
    "0", "1", "2", "-1", "-0", "+1", "3.5", "-3.5", "1e3", "1e400", "-1e400", "NaN", "Infinity", "0x10", "٣", "１２", "²",
    "255", "256", "32767", "32768", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295",
    "4294967296", "9007199254740993", "999999999999999", "1000000000000000", "18446744073709551616", "1" * 40,
    "9" * 5000, "", " ", "00", "1 2", "1,2", "1_000", "10%", "½", "12-15", "#REF!", "TRUE", "2024-01-02", "auto",
)  # fmt: skip
WORDS = (
    "总计", "一、总体情况", "三、收到和处理政府信息公开申请情况", "四、", "（一）", "规章", "行政复议", "自然人", "其他",
    "本年新收政府信息公开申请数量", "结果维持", "无", "/", "-", "——", "0", "件", "2023年", "政府信息公开工作年度报告",
    "\u3000", "。", "见附件", "其中：", "《》", "(", "））", "，，，", "单位：万元", "注：", "第十八届",
)  # fmt: skip
CHARACTERS = (
    "\x00", "\x01", "\x07", "\x08", "\t", "\n", "\x0b", "\x0c", "\r", "\x1a", "\x1b[2J", "\x7f", "\x85", "\xa0", "\xad",
    "\u061c", "\u200b", "\u200e", "\u2028", "\u2029", "\u202e", "\u3000", "\ufeff", "\ufffd", "\uffff", "\ud800",
    "\U0001f600", "\U000e0041", "𠮷", "e\u0301", "|", "｜", "\\", "<", "&", "'", '"', "=", "@", "%", "{", "}", "$", "`",
)  # fmt: skip
INTEGERS = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
LARGEST = 400_000
"""Bytes or characters beyond which no edit makes a document longer."""


@dataclass(frozen=True)
class Structure(Generic[S]):
    """A way to take a document apart: `opened` for edits and `closed` again. `broken` edits may do anything, `dressed`
    ones change nothing that is printed."""

    opened: Callable[[bytes], S]
    closed: Callable[[S], bytes]
    broken: Sequence[Edit[S]]
    dressed: Sequence[Edit[S]] = field(default=())


def times(rng: Random) -> int:
    """How often something is repeated: mostly a few times, seldom a thousand."""
    return rng.choice((1, 1, 2, 3, 8, 30)) if rng.random() < 0.95 else rng.choice((200, 1000))


def slip(text: str, rng: Random) -> str:
    """A text with one thing changed that people and programs print."""
    at = rng.randrange(len(text) + 1)
    match rng.randrange(8):
        case 0:
            return rng.choice(NUMBERS)
        case 1:
            return rng.choice(WORDS)
        case 2:
            return text[:at] + rng.choice(CHARACTERS) + text[at:]
        case 3:
            return text[:at] + rng.choice(WORDS) + text[at:]
        case 4:
            return text[:at]
        case 5:
            return text[:at] + text[at + 1 :]
        case 6:
            return text[:at] + text[at : at + 1] * min(times(rng), LARGEST // 8) + text[at:]
        case _:
            return text[:at] + str(rng.randrange(10)) + text[at:]
