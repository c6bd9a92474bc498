"""What is remembered of documents is bounded in bytes: a process that reads for ever stays as it is."""

import ast
import gc
import pkgutil
import re
import tracemalloc
from importlib import import_module
from pathlib import Path

import pytest

from xxgk.schema import remembered as memory

ROOT = Path(memory.__file__).parents[1]
OF_DOCUMENTS = {"str", "bytes", "Run"}


def test_long_texts_are_not_kept():
    asked = []
    length = memory.remembered(entries=2, longest=3)(lambda text: asked.append(text) or len(text))
    assert [length(text) for text in ("abc", "abc", "abcd", "abcd")] == [3, 3, 4, 4]
    assert asked == ["abc", "abcd", "abcd"]
    assert memory.KEPT.pop().size() == 1


def test_all_memories_together_take_less_than_100_mb():
    for package in ("extractors", "schema"):
        for found in pkgutil.walk_packages([str(ROOT / package)], f"xxgk.{package}."):
            if ".scan." not in found.name:
                import_module(found.name)
    assert len(memory.KEPT) > 5
    of_readers = [kept for kept in memory.KEPT if kept.name.startswith(("xxgk.extractors.", "xxgk.schema."))]
    assert sum(kept.most for kept in of_readers) < 100 << 20


def test_a_memory_takes_no_more_bytes_than_it_says():
    from xxgk.schema.indicators import keys
    from xxgk.schema.text import normalise

    tracemalloc.start()
    for number in range(2 * memory.ENTRIES):
        text = f"{number}{'办理结果' * 20}"[: memory.LONGEST]
        normalise(text)
        keys(text)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    said = sum(
        kept.most for kept in memory.KEPT if kept.name in ("xxgk.schema.text.normalise", "xxgk.schema.indicators.keys")
    )
    assert taken < said + (2 << 20)


def decorated():
    """Functions with another memory than ours, and the types of what they are asked."""
    paths = [path for package in ("extractors", "schema", "flows") for path in (ROOT / package).rglob("*.py")]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(r"@\S*cache\b", text) else ():
            ways = {ast.unparse(one).partition("(")[0] for one in getattr(node, "decorator_list", ())}
            if ways & {"cache", "lru_cache"}:
                yield f"{path.stem}.{node.name}", {ast.unparse(one.annotation) for one in node.args.args}


KNOWN_TEXTS = {"cautions.caution", "wire.context", "staging.empty"}
"""Asked for codes, profiles and tables of ours."""


@pytest.mark.parametrize(("name", "types"), sorted(decorated(), key=str))
def test_no_other_memory_is_asked_for_texts_of_documents(name, types):
    assert name in KNOWN_TEXTS or not types & OF_DOCUMENTS
