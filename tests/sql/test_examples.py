"""Every example answers as the answer beside it says."""

import pytest

from tests.sql.answers import PAGE, answer, page, sample_warehouse, stored
from xxgk.flows.warehouse.warehouse import SQL, Warehouse, read_sql, sql_files


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    with Warehouse(sample_warehouse(tmp_path_factory.mktemp("samples")), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("name", sql_files("examples"))
def test_example_answers_as_stored(warehouse, name):
    assert answer(warehouse, name) == stored(name).read_text("utf-8"), "make generated, and look at what changed"


def test_every_answer_has_its_question():
    assert {path.stem for path in (SQL / "examples").glob("*.csv")} == {
        path.stem for path in (SQL / "examples").glob("*.sql")
    }


def test_only_what_may_not_be_joined_is_refused():
    refused = [name for name in sql_files("examples") if stored(name).read_text("utf-8").startswith("refused")]
    assert refused == ["examples/120_what_may_not_be_joined.sql"]


def test_the_page_of_questions_is_fresh():
    assert PAGE.read_text("utf-8") == page(), "make generated"


def test_there_are_examples_of_all_kinds_of_questions_and_each_is_short():
    bodies = [
        [line for line in read_sql(name).splitlines() if not line.startswith("--")] for name in sql_files("examples")
    ]
    assert len(bodies) >= 30
    assert max(map(len, bodies)) <= 12
