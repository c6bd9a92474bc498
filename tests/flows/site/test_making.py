"""A site made from a release: what is written, and what is left alone."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.accuracy.told import told
from tests.sql.made import load, report
from xxgk.flows.commands import main as cli
from xxgk.flows.places import Places
from xxgk.flows.release.publish import publish
from xxgk.flows.site.asking import ENGINE
from xxgk.flows.site.folder import NOTE, SiteError, only_one, open_folder
from xxgk.flows.site.making import ACCURACY, SiteAsked, make, meanings, words
from xxgk.flows.site.maps import outlines
from xxgk.flows.site.shards import bits_for, shard_of
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.cross_rules import cross_rules
from xxgk.schema.findings import catalogue
from xxgk.schema.forms import forms

ROOT = Path(__file__).parents[3]
GIVEN = "t3_requests.granted.total"


def made(path, to):
    with Warehouse(path, read_only=True) as opened:
        return make(opened, to)


def some(count, changed=()):
    return [
        report(f"990000-{n:04}", 2023, {GIVEN: n + (1000 if n in changed else 0)}, f"第{n}。") for n in range(count)
    ]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A folder with a release of sixty reports, and the site made of it: what each test begins with a copy of."""
    folder = tmp_path_factory.mktemp("released")
    places = Places(folder / "w.duckdb")
    load(places.work, some(60))
    publish(places)
    made(places.published, folder / "site")
    return folder


@pytest.fixture
def many(released, tmp_path):
    """The release alone."""
    shutil.copytree(released, tmp_path, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site"))
    return Places(tmp_path / "w.duckdb")


@pytest.fixture
def shown(released, many, tmp_path):
    """The release and its site, at `tmp_path / "site"`."""
    shutil.copytree(released / "site", tmp_path / "site", symlinks=True)
    return many


def test_made_twice_nothing_is_written_the_second_time(many, tmp_path):
    first = made(many.published, tmp_path / "site")
    assert len(first.written) == first.files
    assert made(many.published, tmp_path / "site").written == ()


def test_a_change_writes_the_shards_that_it_touches(shown, tmp_path):
    bits = json.loads((tmp_path / "site" / NOTE).read_text())["bits"]
    load(shown.work, some(60, changed={7, 30}))
    publish(shown)
    again = made(shown.published, tmp_path / "site")
    shards = {name for name in again.written if name.startswith("data/r/")}
    assert shards == {f"data/r/{shard_of(f'990000-{n:04}/2023', bits['reports'])}.js" for n in (7, 30)}
    assert (
        "1007"
        in (tmp_path / "site" / sorted(shards)[0]).read_text() + (tmp_path / "site" / sorted(shards)[-1]).read_text()
    )
    assert not any(name.startswith(("data/t/", "data/forms", "data/words", "index")) for name in again.written)


def test_what_is_no_more_is_removed_and_what_was_lost_is_written_again(shown, tmp_path):
    lost = sorted((tmp_path / "site" / "data" / "r").iterdir())[0]
    before = lost.read_bytes()
    lost.unlink()
    stray = tmp_path / "site" / "data" / "r" / "left.js"
    stray.write_text("x")
    assert made(shown.published, tmp_path / "site").written == (f"data/r/{lost.name}",)
    assert lost.read_bytes() == before
    assert not stray.exists()


def test_a_folder_of_somebody_else_is_left_alone(many, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(SiteError, match="no site"):
        made(many.published, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_making_that_is_killed_is_begun_anew(shown, tmp_path, monkeypatch):
    to = tmp_path / "site"
    before = {path: path.read_bytes() for path in (to / "data").rglob("*.js")}
    first = shown.published.resolve()
    load(shown.work, some(60, changed={3, 4, 5}))
    publish(shown)
    with monkeypatch.context() as patched:
        patched.setattr("xxgk.flows.site.making._peers", _die)
        with pytest.raises(KeyboardInterrupt):
            made(shown.published, to)
    assert any(path.read_bytes() != body for path, body in before.items())
    made(first, to)
    assert {path: path.read_bytes() for path in (to / "data").rglob("*.js")} == before


def test_a_first_making_that_is_killed_goes_on(many, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("xxgk.flows.site.making._peers", _die)
        with pytest.raises(KeyboardInterrupt):
            made(many.published, tmp_path / "site")
    assert (tmp_path / "site" / NOTE).is_file()
    made(many.published, tmp_path / "site")


def _die(*_):
    raise KeyboardInterrupt


def test_two_at_once_do_not_meet(many, tmp_path):
    with only_one(tmp_path / "site"), pytest.raises(SiteError, match="another process"):
        made(many.published, tmp_path / "site")


def test_a_note_that_is_none_is_as_if_there_were_none(tmp_path):
    (tmp_path / NOTE).write_text("[]")
    assert open_folder(tmp_path, "x").before == {}


def test_the_number_of_shards_stays_while_it_is_near_enough():
    assert bits_for(50_000, 4) == 14
    assert bits_for(60_000, 4, before=13) == 13
    assert bits_for(1_000_000, 4, before=13) == 18
    assert bits_for(0, 4) == 0


def test_every_script_is_a_script(shown, tmp_path):
    """Each file of data is one call with JSON, in ASCII where characters are unseen."""
    for path in (tmp_path / "site" / "data").rglob("*.js"):
        text = path.read_text("utf-8")
        name, _, body = text.removeprefix("xxgk.put(").removesuffix(")\n").partition(",")
        assert json.loads(name) == str(path.relative_to(tmp_path / "site" / "data").with_suffix(""))
        json.loads(body)


def test_words_are_told_in_two_languages():
    told = words()
    assert all(len(word) >= 2 and all(word[:2]) for group in told.values() for word in group.values())


def test_every_change_of_a_report_and_every_unit_has_its_words(many):
    with Warehouse(many.published, read_only=True) as opened:
        ((told,),) = opened.query(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'release_change' AND column_name = 'change'"
        ).rows
        units = {unit for (unit,) in opened.query("SELECT DISTINCT unit FROM crosswalk_concept").rows}
    assert all(change in told for change in words()["change"]), told
    assert {"added", "revised", "reread", "withdrawn", "held"} == set(words()["change"])
    assert units <= set(words()["unit"])


def test_every_rule_has_its_meaning_in_chinese():
    equations = {rule.id for form in forms() for rule in form.rules} | {rule.id for rule in cross_rules().rules}
    bare = {re.sub(r"^F\d\d[A-Z]?_", "", rule) for rule in equations}
    wanted = set(catalogue()) | {"N" if rule.startswith("N_") else rule for rule in bare}
    assert wanted == set(meanings())


def test_the_command_tells_what_it_made(many, tmp_path):
    done = CliRunner().invoke(cli.app, ["site", "--to", str(tmp_path / "site"), "-w", str(many.published)])
    assert done.exit_code == 0, done.output
    assert "index.html: release 1" in done.output


def square(code, west, **properties):
    ring = [[west, 30], [west + 1, 30], [west + 1, 31], [west, 31], [west, 30]]
    return {
        "type": "Feature",
        "properties": {"adcode": code, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(tmp_path, *features):
    (tmp_path / "map.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return tmp_path / "map.json"


def test_a_map_is_drawn_by_codes_or_else_by_names(tmp_path):
    file = geojson(tmp_path, square(320000, 118), square("", 120, name="浙江省"), square(110101, 116), square("x", 100))
    drawn = outlines(file, {"32": "江苏", "33": "浙江", "11": "北京"})
    assert set(drawn["paths"]) == {"32", "33"}
    assert drawn["paths"]["32"] == f"M0 {drawn['height']}L333 {drawn['height']}L333 0L0 0L0 {drawn['height']}Z"


@pytest.mark.parametrize("text", ["{", "[]", '{"features": []}', '{"features": [{"properties": {"name": "江苏"}}]}'])
def test_a_file_that_is_no_map_is_told(tmp_path, text):
    (tmp_path / "map.json").write_text(text)
    with pytest.raises(SiteError, match=r"map\.json"):
        outlines(tmp_path / "map.json", {"32": "江苏"})


def test_an_outline_of_nonsense_is_told(tmp_path):
    bad = square(320000, 118)
    bad["geometry"]["coordinates"] = [[["west", 3]]]
    with pytest.raises(SiteError, match="list of places"):
        outlines(geojson(tmp_path, bad), {"32": "江苏"})


def test_the_accuracy_that_is_shown_is_that_of_the_page():
    assert told((ROOT / "docs" / "accuracy.md").read_text("utf-8")) == ACCURACY.read_text("utf-8")
    assert len(tomllib.loads(ACCURACY.read_text("utf-8"))["tables"]) > 15


def test_sql_in_the_browser_needs_an_engine(many, tmp_path):
    given = ["site", "--to", str(tmp_path / "site"), "-w", str(many.published)]
    assert CliRunner().invoke(cli.app, [*given, "--sql"]).exit_code == 2
    done = CliRunner().invoke(cli.app, [*given, "--sql", "--engine", str(tmp_path)])
    assert (done.exit_code, "npm install" in done.output) == (1, True)


def test_the_views_are_put_beside_the_engine_in_a_file_of_their_own(many, tmp_path):
    for name in ENGINE.values():
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    asked = SiteAsked(engine=tmp_path)
    with Warehouse(many.published, read_only=True) as opened:
        first = make(opened, tmp_path / "site", asked)
        assert make(opened, tmp_path / "site", asked).written == ()
    assert {"sql.html", "engine/duckdb.wasm", "engine/xxgk.duckdb"} <= set(first.written)
    with Warehouse(tmp_path / "site" / "engine" / "xxgk.duckdb", read_only=True) as views:
        assert views.query("SELECT count(*), count(DISTINCT agency) FROM report_overview").rows == ((60, 60),)


def test_a_release_makes_the_site(many, tmp_path):
    load(many.work, some(60, changed={5}))
    to = tmp_path / "site"
    given = ["release", "-w", str(many.published), "--site", str(to), "--archive", str(tmp_path / "archive")]
    done = CliRunner().invoke(cli.app, given)
    assert done.exit_code == 0, done.output
    assert "release 2, " in done.output
    assert (to / "index.html").is_file()
