import re
from collections import Counter

import pytest

from xxgk.schema import containers as module
from xxgk.schema.containers import ATTACHMENT, PICTURE, begun, containers, endings
from xxgk.schema.errors import DataError


def test_what_can_be_known_has_a_reader_or_a_refusal():
    known = [kind for kind in containers().values() if kind.begins or kind.holds or kind.looks]
    assert [kind.name for kind in known if bool(kind.reader) == bool(kind.refused)] == []


def test_an_ending_names_one_kind_and_inner_kinds_come_in_one_that_is_there():
    told = Counter(ending for kind in containers().values() for ending in kind.endings)
    assert [ending for ending, times in told.items() if times > 1] == []
    assert {kind.inside for kind in containers().values() if kind.holds} == {"zip", "compound"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04", "zip"),
        (b" PK\x03\x04", None),  # words may begin so
        (b"\r\n\x89PNG\r\n\x1a\n", "png"),
        (b"notice %PDF-1.4", "pdf"),
        (b" " * 1020 + b"%PDF-1.4", None),
        (b"MM\x00*", "tiff"),
    ],
)
def test_a_file_is_known_by_how_it_begins(data, name):
    kind = begun(data)
    assert (kind.name if kind else None) == name


def test_endings_of_what_is_linked():
    assert {"rar", "rtf", "et"} <= set(endings(ATTACHMENT))
    assert "rar" not in endings(ATTACHMENT, read=True)
    assert set(endings(PICTURE)) - set(endings(PICTURE, read=True)) == {"bmp"}


@pytest.mark.parametrize(
    "entry", ["needs = 'luck'", "linked_as = 'page'", "reads = 'x'", "looks = '('", "begins = 'x字'"]
)
def test_a_broken_table_is_told_with_its_entry(tmp_path, monkeypatch, entry):
    path = tmp_path / "containers.toml"
    path.write_text(f"[odd]\n{entry}\n", "utf-8")
    monkeypatch.setattr(module, "FILE", path)
    with pytest.raises(DataError, match=re.escape(f"{path}: [odd]: ")):
        containers.__wrapped__()
