"""The plan of the house: which room may know which, and that everything a user meets has its word of documentation.

docs/architecture.md draws it. What is forbidden here was once done: see the messages."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from xxgk.schema.findings import catalogue
from xxgk.schema.layouts import LAYOUTS

ROOT = Path(__file__).parents[1]
OURS = re.compile(r"^xxgk\.((?:flows|extractors|schema|sql)\b.*)")

FLOORS = {
    "flows": (
        *("flows", "flows.crawl", "flows.crawl.pages", "flows.warehouse", "flows.crawl.kept", "flows.reading"),
        *("flows.spread", "flows.release", "flows.crawl.web", "flows.crawl.finding.adapters", "flows.crawl.finding"),
        *(
            "flows.crawl.run",
            "flows.jobs",
            "flows.answers",
            "flows.site",
            "flows.review",
            "flows.morning",
            "flows.scheduled",
            "flows.commands",
        ),
    ),
    "extractors": (
        *("extractors.labels", "extractors.narrative.prose", "extractors.identity", "extractors.readers"),
        *("extractors.containers", "extractors.readers.dispatch", "extractors.narrative", "extractors.recognition"),
        *("extractors", "extractors.publication"),
    ),
}
"""The rooms from the ground up: each may know those before it, and itself."""

IMPURE = frozenset(  # network, databases, processes, clocks and chance
    (
        *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "httpx2", "requests"),
        *("duckdb", "sqlite3", "prefect", "distributed", "fsspec"),
        *(
            "subprocess",
            "multiprocessing",
            "concurrent",
            "threading",
            "signal",
            "os",
            "shutil",
            "tempfile",
        ),  # processes
        *("time", "random", "secrets", "uuid"),  # clocks and chance
    )
)
NOW = frozenset(("now", "today", "utcnow"))
FORMS = ("schema.forms", "schema.equations", "schema.crosswalk", "schema.cross_rules", "extractors.recognition")
LABELS_PART_ROWS = ("extractors/readers/text/", "extractors/readers/paper/aligned", "extractors/readers/woven/")
"""Where no cell is drawn, the labels of the forms alone part the rows: these readers ask for them."""

DOOR = "flows/reading/extractor.py"
"""The module through which flows has documents read, explained and opened at a place."""
BESIDE_THE_DOOR = {
    "flows/answers/limits.py": ("extractors.readers", "extractors.publication"),  # asks all of them for their limits
    **dict.fromkeys(
        ("flows/jobs/listed.py", "flows/warehouse/definitions.py", "flows/warehouse/own_facts.py"),
        ("extractors.identity",),
    ),  # say of registries what a report would be said
}
OF_BOTH = (
    *("extractors.outcome", "extractors.publication.conversions", "extractors.identity.published"),  # words of the door
    *("extractors.containers", "extractors.labels.dates", "extractors.readers.text.charset"),  # what a crawl asks too:
    *("extractors.readers.html.tree", "extractors.readers.html.attributes", "extractors.readers.html.ending"),
    "extractors.readers.html.imports",
    *("extractors.readers.package", "extractors.readers.pdf.extent"),
)
"""What flows knows of extractors: kinds of files, trees of markup, character sets, dates; what a `Report` brings."""


@cache
def sources(folder: str) -> tuple[Path, ...]:
    return tuple(sorted(ROOT.joinpath(folder).rglob("*.py")))


def imported(source: str) -> Iterator[str]:
    """All that is imported anywhere in a file, with the names taken from it: ``xxgk.schema.forms.forms``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(source: str) -> Iterator[str]:
    """What is imported of ours, without the name of the package."""
    yield from (found[1] for name in imported(source) if (found := OURS.match(name)))


def room(path: str, rooms: tuple[str, ...]) -> str:
    """The innermost room of a dotted path."""
    return max((name for name in rooms if path == name or path.startswith(f"{name}.")), key=len, default="")


def climbs(path: Path, source: str) -> list[str]:
    """What a file imports of a room above its own."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    package = module.partition(".")[0]
    rooms = FLOORS[package]
    here = rooms.index(room(module, rooms))
    return [name for name in own(source) if name.startswith(package) and rooms.index(room(name, rooms)) > here]


def foreign(path: Path, source: str) -> list[str]:
    """What a file imports of a package that may not be known there: flows -> extractors -> schema."""
    below = {"schema": ("schema",), "extractors": ("schema", "extractors")}[path.relative_to(ROOT).parts[0]]
    return [name for name in own(source) if name.partition(".")[0] not in below]


def past_the_door(path: Path, source: str) -> list[str]:
    """What a file of flows knows of extractors that it should ask the door for."""
    here = str(path.relative_to(ROOT))
    known = (*OF_BOTH, *BESIDE_THE_DOOR.get(here, ()))
    found = [name for name in own(source) if name.startswith("extractors.")]
    return [] if here == DOOR else [name for name in found if not name.startswith(known)]


def impurities(source: str) -> list[str]:
    """Network, clock, database, process or chance in a file of extractors."""
    found = [name for name in imported(source) if any(name == one or name.startswith(f"{one}.") for one in IMPURE)]
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found += [ast.unparse(one) for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr in NOW]
    return found


def forms_known(source: str) -> list[str]:
    """What a reader knows of the forms."""
    return [name for name in own(source) if name.startswith(FORMS)]


def layouts_named(source: str) -> list[str]:
    """Layouts that a file names, by the constant or by the word."""
    tree = ast.parse(source)
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in LAYOUTS]
    return [*words, *(name for name in own(source) if name.startswith("schema.layouts"))]


def identities(source: str) -> list[str]:
    """Where a file tells things apart by the identity of an object."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(one) for one in calls if isinstance(one.func, ast.Name) and one.func.id == "id"]


def classes(source: str) -> Iterator[str]:
    """The classes and types that a file makes for others."""
    for node in ast.parse(source).body:
        names = [node] if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else []
        name = node.name if isinstance(node, ast.ClassDef) else "".join(one.targets[0].id for one in names)
        if name[:1].isupper() and not name.isupper():
            yield name


@pytest.mark.parametrize("package", FLOORS)
def test_no_room_knows_one_above_it(package):
    found = {str(path.relative_to(ROOT)): climbs(path, path.read_text("utf-8")) for path in sources(package)}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("package", ["schema", "extractors"])
def test_imports_run_one_way(package):
    found = {str(path.relative_to(ROOT)): foreign(path, path.read_text("utf-8")) for path in sources(package)}
    assert {path: names for path, names in found.items() if names} == {}


def test_flows_reach_what_reads_through_one_door():
    found = {str(path.relative_to(ROOT)): past_the_door(path, path.read_text("utf-8")) for path in sources("flows")}
    assert {path: names for path, names in found.items() if names} == {}


def test_extractors_know_no_network_clock_database_or_process():
    found = {str(path.relative_to(ROOT)): impurities(path.read_text("utf-8")) for path in sources("extractors")}
    assert {path: names for path, names in found.items() if names} == {}


def test_readers_know_no_forms():
    paths = {str(path.relative_to(ROOT)): path for path in sources("extractors/readers")}
    found = {name: forms_known(path.read_text("utf-8")) for name, path in paths.items()}
    assert {name: known for name, known in found.items() if known and not name.startswith(LABELS_PART_ROWS)} == {}


def test_recognition_names_no_layout():
    found = {
        str(path.relative_to(ROOT)): layouts_named(path.read_text("utf-8"))
        for path in sources("extractors/recognition")
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_recognition_knows_rows_by_their_place():
    found = {
        str(path.relative_to(ROOT)): identities(path.read_text("utf-8")) for path in sources("extractors/recognition")
    }
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_a_class_has_a_name_of_its_own():
    paths = [path for package in ("schema", "extractors", "flows", "xxgk") for path in sources(package)]
    taken = Counter(name for path in paths for name in classes(path.read_text("utf-8")))
    assert sorted(name for name, times in taken.items() if times > 1) == [], "say which it is: docs/architecture.md"


@pytest.mark.parametrize(
    ("judge", "line"),
    [
        (impurities, "import socket"),
        (impurities, "from urllib.request import urlopen"),
        (impurities, "def read():\n    from subprocess import run"),
        (impurities, "from datetime import date\ntoday = date.today()"),
        (forms_known, "from xxgk.schema.forms import forms"),
        (forms_known, "def read():\n    from xxgk.schema import forms"),
        (layouts_named, "from xxgk.schema.layouts import RUN_ON"),
        (layouts_named, "is_fused = table.layout == 'run_on'"),
        (identities, "plain = {id(row): values}"),
        (lambda source: climbs(ROOT / "flows/warehouse/a.py", source), "from xxgk.flows.jobs.nightly import night"),
        (
            lambda source: climbs(ROOT / "extractors/readers/pdf/a.py", source),
            "from xxgk.extractors.document import read",
        ),
        (lambda source: past_the_door(ROOT / "flows/jobs/a.py", source), "import xxgk.extractors.document"),
        (
            lambda source: past_the_door(ROOT / "flows/jobs/a.py", source),
            "def late():\n    from xxgk.extractors.publication import publication",
        ),
        (lambda source: foreign(ROOT / "extractors/a.py", source), "from xxgk.flows.places import Places"),
        (lambda source: foreign(ROOT / "schema/a.py", source), "import xxgk.extractors.document"),
    ],
)
def test_what_is_forbidden_is_found(judge, line):
    assert judge(line)


def test_every_data_file_and_finding_has_its_word():
    """Tables, columns, commands and options: tests/flows/answers/test_dictionary.py."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.joinpath("docs").glob("*.md")]
    told = "".join(page.read_text("utf-8") for page in pages)
    files = [
        *ROOT.joinpath("data").glob("*.*"),
        *ROOT.joinpath("schema").rglob("*.toml"),
        *ROOT.joinpath("flows").rglob("*.toml"),
    ]
    assert sorted(path.name for path in files if path.name not in told) == []
    assert sorted(name for name in catalogue() if name not in told) == []
