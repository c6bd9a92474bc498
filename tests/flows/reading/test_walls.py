"""A reader that its document has taken over reaches nothing, by whatever way the document came in."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from ast import literal_eval
from collections import namedtuple
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from tests.by_people import refused
from tests.flows.crawl.test_nightly import Job
from tests.flows.reading import hostile_parser
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from tests.spread.machines import Machines
from xxgk.extractors.readers import dispatch
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.run.scope import BACKFILL, Scope
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.places import Places
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.apart import Asking, ask
from xxgk.flows.reading.libreoffice import program
from xxgk.flows.reading.pool import Done, Limits, Pool
from xxgk.flows.reading.walls import LANDLOCK, REFUSED, numbers
from xxgk.flows.reading.walls_tried import Walls, tried
from xxgk.flows.review.answering import Review
from xxgk.flows.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.skipif(LANDLOCK < 6, reason="this system has no Landlock, or an older one")

Plan = namedtuple("Plan", "path text")
NOTHING = "let: []"

HERE = Path(__file__).parents[3]
SOMETIMES = {
    *("a raw socket", "a socket by another door", "a ring of calls", "read the passwords of the system"),
    *("make a device", "talk to the kernel", "a socket of IPv6"),
}
"""What not everybody is let to do, nor on each machine."""

TAKEN_OVER = """
from tests.flows.reading.hostile_parser import extract_by

def extract(documents, convert, readings):
    return extract_by({plan!r}, documents)
"""


@contextmanager
def something_to_be_had(folder):
    """A file at home, a file elsewhere, and servers on this machine; what there is as a plan, and who listens."""
    home, outside = folder / "home", folder / "outside"
    for place in (home, outside):
        place.mkdir()
    (home / "id_rsa").write_text("secret")
    (outside / "known.txt").write_text("as it was")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(folder / "s"))
        local.listen()
        told = {"secret": str(home / "id_rsa"), "outside": str(outside), "unix": str(folder / "s")}
        yield told | {"port": server.getsockname()[1], "pid": os.getpid()}, (server, local)


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """A document, and an extractor that it takes over; nothing of what is to be had is touched."""
    folder, code, outside = tmp_path / "in", tmp_path / "code", tmp_path / "outside"
    for place in (folder, code):
        place.mkdir()
    with something_to_be_had(tmp_path) as (told, servers):
        text = json.dumps(told)
        (code / "taken_over.py").write_text(TAKEN_OVER.format(plan=text))
        (folder / "a.html").write_text(text)
        monkeypatch.syspath_prepend(code)
        sys.modules.pop("taken_over", None)
        monkeypatch.setattr(door, "EXTRACTOR", import_module("taken_over").extract)
        yield Plan(folder / "a.html", text)
        for server in servers:
            server.setblocking(False)
            with pytest.raises(BlockingIOError):
                server.accept()[0].close()
    assert [one.name for one in outside.iterdir()] == ["known.txt"]
    assert (outside / "known.txt").read_text() == "as it was"
    assert (outside / "known.txt").stat().st_mode & 0o002 == 0


def test_without_walls_it_is_let(tmp_path):
    """What is refused below is refused by the walls: a process without them does it."""
    (tmp_path / "own").mkdir()
    with something_to_be_had(tmp_path) as (told, _):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from tests.flows.reading.hostile_parser import let; print(let({json.dumps(told)!r}))",
            ],
            env={**os.environ, "TMPDIR": str(tmp_path / "own")},
            capture_output=True,
            check=True,
            text=True,
            cwd=HERE,
        )
    assert set(hostile_parser.tries(told)) - set(literal_eval(done.stdout)) <= SOMETIMES


def run(*command):
    return CliRunner().invoke(cli.app, [*command], env={"XXGK_WAREHOUSE": "w/w.duckdb"}).output


def test_by_extract_it_is_let_nothing(plan):
    assert NOTHING in run("extract", str(plan.path))
    assert NOTHING in run("extract", "--json", str(plan.path.parent))


def test_by_ingest_and_when_it_is_read_again_it_is_let_nothing(plan, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for command in (["ingest", "--hold", "in"], ["reextract", "--where", "true"]):
        assert "quarantined" in run(*command)
        with Warehouse(Places(Path("w/w.duckdb")).work, read_only=True) as opened:
            assert [NOTHING in reason for (reason,) in opened.query("SELECT reason FROM refused").rows] == [True]


def test_by_a_night_of_the_crawl_it_is_let_nothing(plan, tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path / "night")
        job.run(options=Options(workers=1))
    reasons = {reason for (reason,) in job.work("SELECT DISTINCT reason FROM refused")}
    assert reasons
    assert all(NOTHING in reason for reason in reasons)


def test_by_years_that_are_fetched_at_once_it_is_let_nothing(plan, tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path / "back")
        job.run(Scope(BACKFILL, (2023, 2025)), Options(workers=1))
    reasons = {reason for (reason,) in job.work("SELECT DISTINCT reason FROM refused")}
    assert reasons
    assert all(NOTHING in reason for reason in reasons)


def test_on_another_machine_it_is_let_nothing(plan, monkeypatch, tmp_path):
    pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    found = os.pathsep.join((str(HERE), str(tmp_path / "code")))
    with Machines(tmp_path, 1, PYTHONPATH=found) as machines:
        assert "quarantined" in run("ingest", "--hold", "in", "--on", machines.address, "--archive", "archive")
    with Warehouse(Places(Path("w/w.duckdb")).work, read_only=True) as opened:
        assert [NOTHING in reason for (reason,) in opened.query("SELECT reason FROM refused").rows] == [True]


def test_by_the_page_of_review_it_is_let_nothing(plan, monkeypatch, tmp_path):
    monkeypatch.setattr(door, "marked", hostile_parser.marked)
    (archive := Archive(tmp_path / "archive")).open()
    review = Review(Places(tmp_path / "w.duckdb"), archive, "甲")
    question = SimpleNamespace(sha256=archive.put(plan.text.encode()), place="")
    with Asking([archive.folder]) as asking:
        assert {review.source(question, asking), review.source(question)} == {NOTHING}


def test_by_a_question_to_a_document_it_is_let_nothing(plan):
    with Asking([plan.path.parent]) as asking:
        assert asking.ask(hostile_parser.asked, str(plan.path)).text == NOTHING
    assert [told.text for told in ask(hostile_parser.asked, [str(plan.path)])] == [NOTHING]


def test_no_way_in_reads_where_there_are_no_walls(monkeypatch, tmp_path):
    """Whatever asks for a document has a reading process open it: in this one the readers would be seen at work."""
    seen = []
    monkeypatch.setattr(dispatch, "READERS", {name: lambda *_: seen.append(1) for name in dispatch.READERS})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(refused())
    code, kept = "t3_requests.new_received.natural_person", ("--archive", "archive")
    for expected, *command in (
        ("石榴镇", "extract", "in"),
        ("release 1", "ingest", "in", *kept),
        (code, "explain", "in/a.html"),
        ("printed there", "show", "石榴镇", "2024", "--figure", code, *kept),
        ("", "site", "--to", "site", *kept),
        ("read again: 1 loaded", "reextract", "--where", "true", *kept),
    ):
        assert expected in run(*command), command
    review = Review(Places(Path("w/w.duckdb")), Archive(Path("archive")), "甲")
    assert "石榴镇" in review.source(review.questions()[0])
    assert [path.stat().st_size > 1000 for path in (tmp_path / "site").rglob("d/*/*.js")] == [True]
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        assert Job(portal, tmp_path / "night").run(options=Options(workers=1)).read.counts
    assert seen == []


def test_what_takes_over_libreoffice_is_let_nothing(plan, tmp_path):
    """Another program under its name, which hands over as its conversion what it was let."""
    (folder := tmp_path / "program").mkdir()
    (folder / "soffice").write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(HERE)!r})\n"
        "from tests.flows.reading.hostile_parser import soffice\nsoffice(sys.argv)\n"
    )
    (folder / "soffice").chmod(0o755)
    python = [os.path.realpath(sys.executable), sys.executable, Path(sys.prefix, "pyvenv.cfg")]
    with Pool(1, hostile_parser.converting, Limits(), reads=[folder, *python]) as pool:
        done = [one.result for one in pool.run([[(str(folder), plan.text.encode())]]) if isinstance(one, Done)]
    assert done == [[NOTHING.encode()]]


@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
def test_libreoffice_works_behind_the_walls(tmp_path):
    with Pool(1, hostile_parser.converting, Limits()) as pool:
        done = [one.result for one in pool.run([[("", rb"{\rtf1\ansi text}")]]) if isinstance(one, Done)]
    assert [made[:2] for made in done[0]] == [b"PK"]


def test_a_process_leaves_nothing_behind_but_what_it_may(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Pool(2, hostile_parser.scribbling, Limits(seconds=0.5), writes=[tmp_path / "kept"]) as pool:
        (tmp_path / "kept").mkdir()
        list(pool.run([["a"], ["b"], ["hang"], ["die"]]))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_room_to_be_read_is_none_to_be_written(plan, tmp_path):
    told = {**json.loads(plan.text), "secret": str(tmp_path / "home" / "none")}
    (tmp_path / "in" / "b.html").write_text(json.dumps(told))
    allowed = [tmp_path / "in", tmp_path / "home", tmp_path / "outside"]
    with Asking(allowed) as asking:
        assert asking.ask(hostile_parser.asked, str(tmp_path / "in" / "b.html")).text == "let: ['look into a home']"


def test_every_call_that_is_refused_is_one_of_this_machine():
    if os.uname().machine == "x86_64":
        assert [name for name in REFUSED if not numbers(name)] == []


def test_status_tells_whether_the_walls_hold(monkeypatch):
    assert tried() == Walls("", "")
    assert "OPEN to network (why)" in Walls("why", "").told()
    monkeypatch.setattr(sys, "executable", "no such program")
    assert "could not be tried" in tried().network
    assert tried().told().startswith("OPEN to network")
