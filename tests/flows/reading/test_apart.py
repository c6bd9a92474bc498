"""`extract` reads what stands behind a hostile document, whatever that one does."""

import json
import os
import signal
from importlib.util import find_spec

import pytest
from typer.testing import CliRunner

from tests.flows import fakes
from xxgk.flows.commands import main as cli
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.apart import Asking, tell
from xxgk.flows.reading.files import find_files
from xxgk.flows.reading.pool import Limits

GOOD = "甲区教育局|2022|2023-01-10|5"
SHORT = Limits(seconds=5, memory=1 << 30)
"""Long enough for a good document on a machine where much else runs."""
WHY = {"hang": "not read within 5 s", "die": "was killed (signal 9)", "hog": "more memory than allowed"}


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    monkeypatch.setattr(door, "EXTRACTOR", fakes.extract_publication)


@pytest.fixture
def hostile(corpus, monkeypatch):
    """Documents that hang, die and take all memory, each before a good one."""
    corpus.write(a="hang", b=GOOD, c="die", d=GOOD.replace("2022", "2023"), e="hog", f=GOOD.replace("2022", "2024"))
    monkeypatch.chdir(corpus.folder)
    return find_files(["."])


def test_documents_behind_one_that_hangs_dies_or_takes_all_memory_are_read_in_order(hostile):
    told = list(tell(hostile, as_json=False, limits=SHORT))
    assert [one.is_read for one in told] == [False, True] * 3
    assert all(why in one.text for why, one in zip(WHY.values(), told[::2], strict=True))


def test_what_is_read_apart_is_what_is_read_here(corpus):
    files = find_files([corpus.write(a=GOOD, b="nothing", c="raise").folder])
    here, apart = (list(tell(files, as_json=True, in_process=here)) for here in (True, False))
    assert here == apart
    assert [json.loads(one.text)["outcome"] for one in apart] == ["loaded_with_findings", "quarantined", "quarantined"]


def test_every_way_in_reads_in_a_process_that_may_be_ended(corpus, monkeypatch, tmp_path):
    corpus.write(a="die", b=GOOD)
    monkeypatch.chdir(tmp_path)
    for command in (
        ["ingest", "--hold", str(corpus.folder)],
        ["reextract", "--where", "true"],
        ["rebuild"],
        ["extract", "in"],
    ):
        done = CliRunner().invoke(cli.app, command, env={"XXGK_WAREHOUSE": "w/w.duckdb"})
        assert done.exit_code == 0, done.output
    assert "was killed (signal 9)" in done.output


def test_what_reading_processes_have_at_hand_can_be_imported():
    for extractor in (door.extract_publication, fakes.extract_publication):
        assert all(find_spec(name) for name in door.modules_of(extractor))


def _size(document: bytes, _: str) -> str:
    if document.startswith(b"die"):
        os.kill(os.getpid(), signal.SIGKILL)
    return str(len(document))


def test_whoever_asks_one_question_after_another_outlives_a_document_that_kills_its_reader(tmp_path):
    for name, text in (("a", "1234"), ("b", "die"), ("c", "123456")):
        (tmp_path / name).write_text(text)
    with Asking([tmp_path], SHORT) as asking:
        told = [asking.ask(_size, str(tmp_path / name)) for name in "abca"]
    assert [one.is_read for one in told] == [True, False, True, True]
    assert [told[0].text, told[2].text, told[3].text] == ["4", "6", "4"]
    assert "was killed (signal 9)" in told[1].text
