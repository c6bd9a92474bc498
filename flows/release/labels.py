"""What columns and views are called for people, in Chinese and in English.

A comment of the warehouse tells the Chinese name of most columns in brackets, as the form prints it or as it is usual;
``labels.toml`` has the rest. English labels are the names of the columns in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ZH, EN = "zh", "en"
LANGUAGES = (ZH, EN)
_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*+)\)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile("[a-z]{3}")


def label(name: str, comment: str, language: str) -> str:
    """The label of a column or view by its name and comment; in Chinese, the name where nobody tells another."""
    if language != ZH:
        return name.replace("_", " ")
    labels = _labels()
    return labels["labels"].get(name) or told(comment) or labels["otherwise"].get(name, name)


def told(comment: str) -> str:
    """The first Chinese name that a comment tells in brackets; empty where it tells none."""
    for found in _BRACKETS.finditer(comment):
        if _CHINESE.search(found[1]) and not _WORD.search(found[1]):
            return found[1]
    return ""


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))
