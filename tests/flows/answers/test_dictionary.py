"""Everything that the warehouse and the command line offer is described, and the page that says so is fresh."""

from collections.abc import Iterator

import click
import pytest
from typer.main import get_command

from tests.sql.made import ask, load
from xxgk.flows.answers.dictionary import main
from xxgk.flows.commands import main as cli
from xxgk.flows.release.labels import ZH, label
from xxgk.flows.warehouse.warehouse import SQL


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return load(tmp_path_factory.mktemp("dictionary") / "w.duckdb", [])


@pytest.mark.parametrize(
    "things",
    [
        "SELECT table_name, comment FROM duckdb_tables()",
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
        "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal",
        "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal",
    ],
)
def test_nothing_in_the_warehouse_is_without_a_comment(empty, things):
    comments = ask(empty, things)
    assert len(comments) > 5
    assert [name for name, comment in comments if not comment] == []


def test_tables_and_views_have_their_chinese_label(empty):
    labels = "SELECT name FROM ({}) WHERE NOT regexp_matches(comment, '[一-鿿]')"
    tables = "SELECT table_name AS name, comment FROM duckdb_tables()"
    views = "SELECT view_name AS name, comment FROM duckdb_views() WHERE NOT internal"
    assert ask(empty, labels.format(f"{tables} UNION ALL {views}")) == []


def commands(command: click.Command, name: str = "xxgk") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for inner in getattr(command, "commands", {}).items():
        yield from commands(inner[1], f"{name} {inner[0]}")


def test_no_command_and_no_option_is_without_help():
    found = dict(commands(get_command(cli.app)))
    assert len(found) > 5
    assert [name for name, command in found.items() if not command.help] == []
    silent = [
        f"{name} {parameter.name}"
        for name, command in found.items()
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]
    assert silent == []


def test_the_pages_are_what_the_warehouse_says(tmp_path):
    main(tmp_path / "data-dictionary.md", tmp_path / "data-dictionary.zh.md")
    for written in tmp_path.iterdir():
        page = SQL.parent / "docs" / written.name
        assert written.read_text("utf-8") == page.read_text("utf-8"), "make generated"


def test_every_column_has_a_chinese_label(empty):
    columns = ask(empty, "SELECT DISTINCT column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert sorted({name for name, comment in columns if label(name, comment, ZH) == name}) == []


def test_the_chinese_readme_names_the_views_to_begin_with(empty):
    readme = (SQL.parent / "README.zh.md").read_text("utf-8")
    rows = [f"| `{name}` | {about} |" for name, about in ask(empty, "SELECT name, about_zh FROM start_here")]
    assert [row for row in rows if row not in readme] == []
