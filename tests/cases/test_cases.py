"""Every document here is read as the JSON beside it says."""

import json
from pathlib import Path

import pytest

from tests.cases.golden import told, written
from xxgk.extractors.document import extract

FOLDER = Path(__file__).parent


def documents(folder=FOLDER):
    """The cases: every file but programs and what is said of them."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix not in (".py", ".json"))


def check(path):
    found = told(extract(path.read_bytes(), path.name))
    golden = path.with_suffix(".json")
    if not golden.exists():
        golden.write_text(written(found), "utf-8")
        pytest.fail(f"review me: {golden} is new; hold every line of it against {path.name}, then commit both")
    assert found == json.loads(golden.read_text("utf-8"))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_case_is_read_as_was_reviewed(path):
    check(path)


def test_a_case_that_nobody_reviewed_fails_once_and_is_written(tmp_path):
    path = tmp_path / "new.txt"
    path.write_bytes(documents()[0].read_bytes())
    with pytest.raises(pytest.fail.Exception, match="review me"):
        check(path)
    check(path)
    path.with_suffix(".json").write_text("{}", "utf-8")
    with pytest.raises(AssertionError):
        check(path)


def test_every_case_has_a_name_of_its_own_and_every_json_a_document():
    names = [path.stem for path in documents()]
    assert sorted(names) == sorted({path.stem for path in FOLDER.glob("*.json")})
