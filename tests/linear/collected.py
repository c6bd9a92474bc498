"""Every pattern that the packages compile, and how it is used.

Importing the packages in a fresh process, with `re` watched, finds what modules compile and what data files hold;
reading one document of each layout, what functions compile as they are called; and the source has the others, where
they are written out.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.linear.attacks import Text

PACKAGES = ("schema", "extractors", "flows")
ROOT = Path(__file__).parents[2]
MATCH, FULLMATCH, SCAN = "match", "fullmatch", "scan"
_WAYS = {
    "match": MATCH,
    "fullmatch": FULLMATCH,
    **dict.fromkeys(("search", "finditer", "findall", "sub", "subn", "split"), SCAN),
}
_FUNCTIONS = {*_WAYS, "compile"}
_BYTES = 1 << 20
Found = tuple[Text, int, str, int]  # pattern, flags, path and line of the place that compiles it


@dataclass(frozen=True)
class Used:
    """A pattern with the place that compiles it (``path:line``), its name there, and the ways in which it is used."""

    pattern: Text
    flags: int
    place: str
    name: str
    ways: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place} {self.name}"


@cache
def patterns() -> tuple[Used, ...]:
    """All patterns of the packages. A process of its own finds them: this one may have compiled them long ago."""
    told = subprocess.run([sys.executable, "-m", __name__], cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(
        Used(text.encode("latin-1") if flags & _BYTES else text, flags & ~_BYTES, place, name, tuple(ways))
        for text, flags, place, name, ways in json.loads(told.stdout)
    )


def main() -> None:
    """Tell the patterns as JSON."""
    told = []
    met = _watched()
    for pattern, flags, path, line in (*met, *_written_out({(path, line) for *_, path, line in met})):
        name, ways = _use(path, line)
        text, kind = (pattern.decode("latin-1"), _BYTES) if isinstance(pattern, bytes) else (pattern, 0)
        told.append((text, flags | kind, f"{path}:{line}", name, sorted(ways)))
    print(json.dumps(told))


def unmet() -> list[str]:
    """The places whose patterns nobody has seen: they depend on what a function is called with."""
    places = [used.place.rpartition(":") for used in patterns()]
    met = {(path, int(line)) for path, _, line in places}
    return [f"{path}:{call.lineno}" for path, call in _calls() if not _is_met(path, call, met)]


# ----------------------------------------------------------------------------------------------------- what is compiled


def _watched() -> list[Found]:
    """All that is compiled while the packages are imported and read one document of each layout."""
    met: dict[Found, None] = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def watching(pattern: Any, flags: Any) -> Any:
        known = compiled(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        if path := _of_packages(frame.f_code.co_filename):
            met[known.pattern, known.flags, path, frame.f_lineno] = None
        return known

    re._compile = watching  # type: ignore[attr-defined]
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"xxgk.{package}."):
            with suppress(ImportError):  # of the ocr extra
                importlib.import_module(module.name)
    _read_one_of_each()
    return list(met)


def _of_packages(path: str) -> str:
    return str(Path(path).relative_to(ROOT)) if path.startswith(tuple(f"{ROOT / name}/" for name in PACKAGES)) else ""


def _read_one_of_each() -> None:
    from tests.generate.noise import Noise
    from tests.generate.renderers import RENDERERS
    from tests.generate.truth import Options, random_truth
    from xxgk.extractors.document import extract
    from xxgk.flows.crawl.pages.content import content_hash
    from xxgk.flows.crawl.pages.sameness import essence
    from xxgk.flows.crawl.request import PAGE, Fetched
    from xxgk.schema.quantities import quantities

    for renderer in RENDERERS.values():
        extract(renderer(random_truth(Random(1), Options(note=0.1)), Noise(), Random(1)), "x")
    for quantity in quantities().all:  # compiled when they are first tried
        for clause in (*quantity.clauses, *quantity.parts):
            _ = clause.before, clause.behind
        _ = [denial.words for denial in quantity.denials], quantity.led
    told = Fetched("http://x/", "http://x/", 200, PAGE, body=b"<html><body>x")
    content_hash(told), essence(told)


def _written_out(met: set[tuple[str, int]]) -> Iterator[Found]:
    """The patterns of the source that were not compiled, as far as they are written there in full."""
    for path, call in _calls():
        first = call.args[0]
        if not _is_met(path, call, met) and isinstance(first, ast.Constant):
            flags = eval(ast.unparse(call.args[1]), {"re": re}) if len(call.args) > 1 and _is_compile(call) else 0  # noqa: S307
            yield first.value, int(flags), path, call.lineno


# ------------------------------------------------------------------------------------------------------- how it is used


def _use(path: str, line: int) -> tuple[str, set[str]]:
    """The name of a pattern that is compiled at a place, and the ways in which that name is used; a scan where these
    are not to be seen."""
    here = [node for node in _statements(path) if node.lineno <= line <= (node.end_lineno or 0)]
    for node in here:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            files = [path] if name.startswith("_") else _files()
            return name, {way for file in files for way in _ways(file).get(name, ())} or {SCAN}
    calls = {node.func.attr for node in here if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    return "", {_WAYS[method] for method in calls & _WAYS.keys()} or {SCAN}


@cache
def _ways(path: str) -> dict[str, set[str]]:
    """How each name of a module is used: by methods of a pattern, or handed on to where it may be used in any way."""
    ways: dict[str, set[str]] = defaultdict(set)
    parents = {child: node for node in ast.walk(_tree(path)) for child in ast.iter_child_nodes(node)}
    for node, parent in parents.items():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            ways[node.id].add(_WAYS.get(parent.attr, "") if isinstance(parent, ast.Attribute) else SCAN)
    return {name: used - {""} for name, used in ways.items()}


def _is_met(path: str, call: ast.Call, met: set[tuple[str, int]]) -> bool:
    return any((path, line) in met for line in range(call.lineno, (call.end_lineno or call.lineno) + 1))


def _is_compile(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "compile"


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    """The calls of `re` that compile a pattern."""
    return [(path, node) for path in _files() for node in _statements(path) if _is_of_re(node)]


def _is_of_re(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(function := node.func, ast.Attribute):
        return False
    return isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr in _FUNCTIONS


@cache
def _statements(path: str) -> list[ast.Assign | ast.Call]:
    return [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Assign | ast.Call)]


@cache
def _files() -> list[str]:
    return sorted(str(file.relative_to(ROOT)) for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
