"""Files of data: what a person's editor makes of them is read, or told with its line."""

import re

import pytest

from xxgk.schema.corrections import load_corrections
from xxgk.schema.datafile import read_rows, read_text, read_toml
from xxgk.schema.errors import DataError
from xxgk.schema.forms import FORMS_DIRECTORY, load_form

CSV = "name,note\n甲局,一\n乙局,二\n"


@pytest.fixture
def file(tmp_path):
    def make(data):
        path = tmp_path / "given"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


@pytest.mark.parametrize("data", [CSV.encode("utf-8-sig"), CSV.replace("\n", "\r\n").encode("utf-8-sig"), CSV + "\n"])
def test_a_file_that_excel_wrote_is_read(file, data):
    assert [values for _, values in read_rows(file(data), ("name", "note"))] == [("甲局", "一"), ("乙局", "二")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (CSV.encode("gbk"), "given, line 2: this is no UTF-8, GBK perhaps; save it as UTF-8"),
        (CSV.encode("utf-16"), "given, line 1: this is UTF-16; save it as UTF-8"),
        (CSV.replace("二", "\0"), "given, line 3: a character that no text has"),
        (CSV.replace("乙", '"乙'), "given, line 3: .*quotation mark that is not closed"),
        (CSV.replace(",二", ""), "given, line 3: 1 columns in place of 2"),
        (CSV.replace("甲局,", '"甲\n局",').replace("二", "二,"), "given, line 4: 3 columns in place of 2"),
        (CSV.replace("note", "notes"), "given, line 1: the columns must be name,note, not name,notes"),
        ("", "given, line 1: the file is empty"),
    ],
)
def test_a_broken_line_is_told_by_its_number(file, data, told):
    with pytest.raises(DataError, match=told):
        list(read_rows(file(data), ("name", "note")))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("a = 1\nb = \n", "given, line 2: Invalid value"),
        ("a = 1\nb = 'x", "given, line 2: "),
        ("a = '甲'".encode("gbk"), "given, line 1: this is no UTF-8"),
    ],
)
def test_a_broken_setting_is_told_by_its_line(file, data, told):
    with pytest.raises(DataError, match=told):
        read_toml(file(data))


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(DataError, match=re.escape(f"{path}: ")):
            read_text(path)


def test_a_wrong_correction_is_told_with_the_line_where_it_begins(file):
    path = file("# known misprints\n\n[[correction]]\nagency_id = '1'\n")
    with pytest.raises(DataError, match="given, line 3, correction 1: wants"):
        load_corrections(path)


def test_a_form_with_a_broken_line_is_told(file):
    text = sorted(FORMS_DIRECTORY.glob("*.toml"))[0].read_text("utf-8")
    with pytest.raises(DataError, match="given, line 1: "):
        load_form(file("x y\n" + text))
