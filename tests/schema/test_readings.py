"""What people read, as a file: each line is understood, or told with its number."""

import pytest

from tests.by_people import AT, reading, write
from xxgk.schema.readings import (
    ABSENT,
    AGENCY,
    ILLEGIBLE,
    UNDONE,
    YEAR,
    ReadingError,
    digest,
    load_readings,
    problem,
    standing,
)

CODE = "t3_requests.granted.total"


def test_a_file_is_read_as_it_was_written(tmp_path):
    told = [reading(CODE, "6"), reading(CODE, "", "乙", answer=ILLEGIBLE), reading("t3_requests", "", answer=ABSENT)]
    write(tmp_path / "r.csv", told)
    (found,) = load_readings(tmp_path / "r.csv").values()
    assert sorted(found) == sorted(told)
    assert load_readings(tmp_path / "none.csv") == {}


def test_of_one_person_the_last_line_counts():
    again = [reading(CODE, "6"), reading(CODE, "7"), reading(CODE, "8", "乙"), reading(CODE, "", "乙", answer=UNDONE)]
    assert [one.text for told in standing(again).values() for one in told] == ["7"]


@pytest.mark.parametrize(
    "one",
    [
        reading("t3_requests.granted.nobody", "6"),
        reading("t3_requests.granted", "6"),
        reading(CODE, "6", answer=ABSENT),
        reading(CODE, "6", answer="perhaps"),
        reading(CODE, "6", who=" "),
        reading(CODE, "6" * 300),
        reading(CODE, "6")._replace(sha256="abc"),
        reading(YEAR, "1024"),
        reading(AGENCY, ""),
    ],
)
def test_a_line_that_cannot_be_understood_is_told_with_its_number(tmp_path, one):
    assert problem(one)
    write(tmp_path / "r.csv", [reading(CODE, "6"), one])
    told = []
    (found,) = load_readings(tmp_path / "r.csv", told.append).values()
    assert found == (reading(CODE, "6"),)
    assert "line 3: " in told[0]


def test_a_time_that_is_none_is_told(tmp_path):
    write(tmp_path / "r.csv", [reading(CODE, "6")])
    text = (tmp_path / "r.csv").read_text("utf-8")
    (tmp_path / "r.csv").write_text(text.replace(AT.isoformat(), "yesterday"), "utf-8")
    told = []
    assert load_readings(tmp_path / "r.csv", told.append) == {}
    assert "line 2: 'yesterdayZ' is no time" in told[0]
    (tmp_path / "r.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(ReadingError, match="the columns must be"):
        load_readings(tmp_path / "r.csv")


def test_the_digest_is_of_the_answers_not_of_their_order_or_time():
    one, other = reading(CODE, "6"), reading(CODE, "6", "乙")
    assert digest([one, other]) == digest([other, one._replace(at=AT.replace(year=2025), note="again")])
    assert digest([one]) != digest([one._replace(text="7")])
    assert digest([]) == ""
