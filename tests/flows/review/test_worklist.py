"""What is asked, in which order, and no more once it is answered."""

import sys

import pytest
from typer.testing import CliRunner

from tests.by_people import ROW, SAMPLE, of_row, printed, refused
from tests.flows.review.conftest import SECTION, TITLE, odd_title
from xxgk.flows.commands import main as cli
from xxgk.flows.release.withdrawn import undo
from xxgk.flows.review.answering import ReviewError
from xxgk.schema.readings import ABSENT, AGENCY, ILLEGIBLE, YEAR, load_readings

OTHER = "t3_requests.new_received"
REQUESTS = "SELECT granted, is_transcribed FROM requests_total WHERE agency LIKE '%石榴镇%' AND year = 2024"


def asked(bureau, **options):
    return [(one.asks, one.place) for one in bureau.review(**options).questions()]


def one(bureau, place=ROW, **options):
    return next(each for each in bureau.review(**options).questions() if each.place == place)


def test_what_most_hangs_on_is_asked_first(bureau):
    assert asked(bureau) == [("year", ""), ("row", ROW), ("row", OTHER)]
    (year, row, other) = bureau.review().questions()
    assert year.rates > row.rates > 0 == other.rates
    assert other.rule == "ROW_MISSING"
    assert (row.cells, row.rule, row.agency, row.year) == (7, "ROW_REFUSED", "示例市白鹭县石榴镇人民政府", 2024)


def test_an_answer_is_a_line_and_the_question_goes(bureau):
    review, question = bureau.review(), one(bureau)
    assert review.answer(question, {told.code: told.text for told in of_row()}, "by the seal") == 7
    assert asked(bureau) == [("year", ""), ("row", OTHER)]
    told = load_readings(bureau.places.readings)[question.sha256]
    assert {(line.code, line.text, line.who, line.note) for line in told} == {
        (line.code, line.text, "甲", "by the seal") for line in of_row()
    }
    bureau.release()
    assert bureau.query(REQUESTS) == [(6, True)]
    assert asked(bureau) == [("year", ""), ("row", OTHER)]


@pytest.mark.parametrize("answer", [ABSENT, ILLEGIBLE])
def test_that_nothing_can_be_read_is_an_answer_too(bureau, answer):
    bureau.review().cannot(one(bureau), answer)
    assert asked(bureau) == [("year", ""), ("row", OTHER)]
    bureau.release()
    assert asked(bureau) == [("year", ""), ("row", OTHER)]
    assert bureau.query("SELECT status FROM person_reading_status") == [("noted",)]


def test_a_year_is_told_and_the_report_comes(bureau):
    review = bureau.review()
    review.answer(next(each for each in review.questions() if each.asks == "year"), {YEAR: "2022"})
    bureau.release()
    assert bureau.query("SELECT year FROM report WHERE year = 2022") == [(2022,)]
    assert bureau.query("SELECT count(*) FROM finding WHERE rule = 'IDENTITY_TOLD'") == [(1,)]


def test_a_year_that_was_inferred_is_asked_for(bureau):
    bureau.ingest(**{"inferred.html": SAMPLE.read_bytes().replace(b"2024", b"")})
    bureau.release()
    review = bureau.review()
    question = next(each for each in review.questions() if each.rule == "YEAR_INFERRED")
    assert (question.asks, question.year, question.rates) == ("year", 2024, 0)
    review.answer(question, {YEAR: "2024"})
    bureau.release()
    assert "YEAR_INFERRED" not in {each.rule for each in review.questions()}
    assert bureau.query("SELECT count(*) FROM finding WHERE rule IN ('YEAR_INFERRED', 'IDENTITY_OVERRULED')") == [(0,)]


PROBLEMS = "SELECT title FROM current_section WHERE agency LIKE '%石莲镇%' AND section = 'problems'"
STATUS = "SELECT status FROM person_reading_status WHERE code = 'section.problems' ORDER BY who"


def test_a_section_in_doubt_is_asked_for_and_opens_under_the_title_that_a_person_tells(bureau):
    bureau.ingest(**{"section.html": odd_title()})
    bureau.release()
    assert asked(bureau)[-1] == ("section", SECTION)
    question = one(bureau, SECTION)
    assert (question.rule, question.agency, bureau.review().titles(question)) == (
        "SECTION_MISSING",
        "示例市白鹭县石莲镇人民政府",
        [TITLE],
    )
    assert bureau.query(PROBLEMS) == []
    assert TITLE in bureau.review().source(question).partition('id="xxgk-marked"')[2][:40]
    bureau.review().answer(question, {SECTION: TITLE})
    assert ("section", SECTION) not in asked(bureau)
    assert asked(bureau, who="乙", second=True) == [("section", SECTION)]
    bureau.release()
    assert (bureau.query(PROBLEMS), bureau.query(STATUS)) == ([(TITLE,)], [("taken",)])
    assert bureau.query("SELECT place, message FROM finding WHERE rule = 'SECTION_TOLD'") == [
        ("problems", f"甲: {TITLE}")
    ]
    assert ("section", SECTION) not in asked(bureau)
    bureau.review("乙", second=True).cannot(one(bureau, SECTION, who="乙", second=True), ABSENT)
    bureau.release()
    assert (bureau.query(PROBLEMS), bureau.query(STATUS)) == ([], [("noted",), ("disputed",)])


def test_a_section_that_is_not_there_is_asked_for_no_more(bureau):
    bureau.ingest(**{"section.html": odd_title()})
    bureau.release()
    with pytest.raises(ReviewError):
        bureau.review().answer(one(bureau, SECTION), {SECTION: " "})
    bureau.review().cannot(one(bureau, SECTION), ABSENT)
    bureau.release()
    assert ("section", SECTION) not in asked(bureau)
    assert (bureau.query(PROBLEMS), bureau.query(STATUS)) == ([], [("noted",)])


def test_the_page_needs_the_extra_and_says_so(bureau, monkeypatch):
    monkeypatch.setitem(sys.modules, "xxgk.flows.review.server", None)
    done = CliRunner().invoke(cli.app, ["review", "--warehouse", str(bureau.places.published)])
    assert (done.exit_code, "pip install 'xxgk[review]'" in done.stderr) == (1, True)


def test_what_is_not_asked_for_is_not_taken(bureau):
    review, question = bureau.review(), one(bureau)
    for values in ({"t3_requests.closed_total.total": "1"}, {}, {f"{ROW}.total": "1" * 300}):
        with pytest.raises(ReviewError):
            review.answer(question, values)
    with pytest.raises(ReviewError):
        review.cannot(question, "perhaps")
    with pytest.raises(ReviewError):
        review.question("none")
    assert not bureau.places.readings.exists()


def test_what_is_typed_is_held_against_the_equations(bureau):
    review, question = bureau.review(), one(bureau)
    wrong, right = (review.check(question, {f"{ROW}.total": text}) for text in ("7", "6"))
    assert [check["holds"] for check in wrong["checks"]] == [False]
    assert (wrong["checks"][0]["left"], wrong["checks"][0]["right"]) == (56, 57)
    assert [check["holds"] for check in right["checks"]] == [True]
    assert review.check(question, {f"{ROW}.total": "six"})["cells"][f"{ROW}.total"]["state"] == "text"


def test_the_source_is_shown_with_the_place_marked(bureau):
    page = bureau.review().source(one(bureau))
    assert page.count('id="xxgk-marked"') == 1
    assert page.index('id="xxgk-marked"') < page.index("予以公开") < page.index("部分公开（")


ASIDE = "SELECT outcome, reason FROM set_aside"


def test_a_document_that_could_not_be_read_and_is_no_report_is_asked_for_no_more(bureau):
    review, question = bureau.review(), bureau.review().questions()[0]
    with pytest.raises(ReviewError, match="in the note"):
        review.no_report(question, " ")
    review.no_report(question, "a list")
    assert asked(bureau) == [("row", ROW), ("row", OTHER)]
    bureau.release()
    assert asked(bureau) == [("row", ROW), ("row", OTHER)]
    assert bureau.query(ASIDE) == [("withdrawn", "甲: no report, a list")]
    assert bureau.query("SELECT count(*) FROM question WHERE asks = 'year'") == [(0,)]
    assert bureau.query("SELECT count(*) FROM document WHERE outcome = 'withdrawn'") == [(1,)]
    undo(bureau.places, question.sha256, "it was one")
    bureau.release()
    assert (asked(bureau)[0], bureau.query(ASIDE)) == (("year", ""), [])


def test_a_report_that_was_read_and_is_none_is_taken_out(bureau):
    question = one(bureau)
    bureau.review().no_report(question, "a draft")
    assert asked(bureau) == [("year", ""), ("row", OTHER)]
    bureau.release()
    assert bureau.query(REQUESTS) == []
    assert bureau.query(ASIDE) == [("withdrawn", "甲: no report, a draft")]


def test_a_second_person_is_asked_without_seeing_the_first_answer(bureau):
    bureau.review().answer(one(bureau), {told.code: told.text for told in of_row()})
    bureau.release()
    assert asked(bureau, who="甲", second=True) == []
    assert asked(bureau, who="乙", second=True) == [("row", ROW)]
    question = one(bureau, who="乙", second=True)
    cells = [cell for table in bureau.review("乙", second=True).tables(question) for row in table.rows for cell in row]
    assert {(cell.raw, cell.typed, cell.hint) for cell in cells if cell.asked} == {(None, "", "")}
    assert sum(cell.asked for cell in cells) == 7
    bureau.review("乙", second=True).answer(
        question, {told.code: told.text for told in of_row()} | {f"{ROW}.total": "8"}
    )
    assert asked(bureau, who="乙", second=True) == []
    bureau.release()
    assert bureau.query("SELECT place FROM finding WHERE rule = 'PEOPLE_DIFFER'") == [(f"{ROW}.total",)]
    assert bureau.query(REQUESTS) == [(None, True)]


def test_what_was_read_in_the_print_before_is_shown_beside_the_question(bureau):
    bureau.review().answer(one(bureau), {told.code: told.text for told in of_row()})
    bureau.release()
    bureau.ingest(**{"row.html": refused() + b"\n<!-- anew -->"})
    bureau.release()
    question = one(bureau)
    cells = [cell for table in bureau.review().tables(question) for row in table.rows for cell in row]
    assert next(cell.hint for cell in cells if cell.code == f"{ROW}.total") == "6 (甲)"


def test_a_whole_document_is_typed_where_nothing_can_read_it(bureau):
    bureau.ingest(**{"scan.pdf": b"%PDF-1.4 a picture"})
    bureau.release()
    review = bureau.review()
    question = next(each for each in review.questions() if each.asks == "document")
    assert all(cell.asked for table in review.tables(question) for row in table.rows for cell in row)
    review.answer(question, {**printed(), AGENCY: "示例市白鹭县石莲镇人民政府", YEAR: "2023"})
    bureau.release()
    assert bureau.query("SELECT granted, is_transcribed FROM requests_total WHERE agency LIKE '%石莲镇%'") == [
        (6, True)
    ]


def test_who_read_a_figure_is_shown_with_it(bureau, monkeypatch):
    bureau.review().answer(one(bureau), {told.code: told.text for told in of_row()}, "by the seal")
    bureau.release()
    monkeypatch.setenv("XXGK_WAREHOUSE", str(bureau.places.published))
    asked = ["show", "石榴镇", "2024", "-f", f"{ROW}.total", "--archive", str(bureau.archive.folder)]
    done = CliRunner().invoke(cli.app, asked)
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in ("transcribed", "read by people", "甲", "by the seal"))


def test_the_list_is_told_on_the_screen(bureau, monkeypatch):
    monkeypatch.setenv("XXGK_WAREHOUSE", str(bureau.places.published))
    done = CliRunner().invoke(cli.app, ["review", "--list", "--archive", str(bureau.archive.folder)])
    assert done.exit_code == 0, done.output
    assert "3 questions to people" in done.stdout
    assert done.stdout.index("year") < done.stdout.index(ROW)
