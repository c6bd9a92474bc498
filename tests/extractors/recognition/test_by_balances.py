"""Rows with blanks whose numbers the balances over the rows of their table tell, and those of which they do not."""

from xxgk.extractors.recognition.by_balances import MOST_TRIED, NOUGHT_OR_BLANK, shared_out
from xxgk.extractors.recognition.claims import Claim
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Cell, Table, Where
from xxgk.schema.forms import forms
from xxgk.schema.layouts import WOVEN_ROWS

FORM = next(form for form in forms() if form.id == "form_2021")
TABLE = FORM.tables["t3_requests"]
EQUATIONS = equations_of(FORM)["t3_requests"]
ALL = "5 2 0 1 1 4 13"


def told(equations=EQUATIONS, columns=(), **printed):
    """What is told of rows that print these figures, all others noughts, by row."""
    texts = {row.code: printed.get(row.code, "0 0 0 0 0 0 0").split() for row in TABLE.rows}
    claims = {}
    for number, (code, figures) in enumerate(texts.items()):
        places = columns if columns and len(figures) < 7 else [0] * len(figures)
        cells = [
            Cell(text, f"text:L{number}[{at}:{at + 1}]", place)
            for at, (text, place) in enumerate(zip(figures, places, strict=True))
        ]
        row, table = PrintedRow(Where(0, number), (), (), True), Table((), "text:L1", WOVEN_ROWS)
        claims[code] = Claim(number, row, table, 1.0, tuple(cells), fused=len(figures) != 7)
    known = {code: tuple(figures) for code, figures in texts.items() if len(figures) == 7}
    return {code: claim.values for code, claim in shared_out(claims, known, equations).items()}


def texts(cells):
    return [cell.text for cell in cells]


def test_a_blank_stands_where_the_columns_leave_nothing():
    found = told(new_received=ALL, granted="5 2 1 1 4 13", closed_total=ALL)
    assert {code: texts(cells) for code, cells in found.items()} == {"granted": ["5", "2", "", "1", "1", "4", "13"]}


def test_digits_that_have_run_together_part_as_the_columns_tell():
    found = told(new_received="521 14 13", granted=ALL, closed_total="5 2 0 1 1413")
    assert texts(found["new_received"]) == ["5", "2", "", "1", "1", "4", "13"]
    assert texts(found["closed_total"]) == ["5", "2", "0", "1", "1", "4", "13"]


def test_noughts_beside_a_blank_are_not_read_unless_the_reader_told_their_columns():
    whole = "5 2 0 0 1 4 12"
    rows = {"new_received": whole, "closed_total": whole, "granted": "5 2 0 1 4 12"}
    cells = told(**rows)["granted"]
    assert texts(cells) == ["5", "2", "", "", "1", "4", "12"]
    assert [cell.unreadable for cell in cells[2:4]] == [NOUGHT_OR_BLANK] * 2
    assert texts(told(columns=(1, 2, 4, 5, 6, 7), **rows)["granted"]) == ["5", "2", "", "0", "1", "4", "12"]
    assert not any(cell.unreadable for cell in told(columns=(1, 2, 4, 5, 6, 7), **rows)["granted"])


def test_a_blank_total_is_told_where_a_balance_holds_with_what_it_would_be():
    found = told(new_received=ALL, granted="5 2 0 1 1 4", closed_total=ALL)
    assert {code: texts(cells) for code, cells in found.items()} == {"granted": ["5", "2", "0", "1", "1", "4", ""]}
    odd = "5 2 0 1 1 7 16"
    assert told(new_received=odd, granted="5 2 0 1 1 4", closed_total=odd) == {}
    assert told(new_received=ALL, granted="5 2 0 1 13", closed_total=ALL) == {}


def test_one_column_may_be_odd():
    found = told(new_received="5 2 0 1 1 7 16", granted="5 2 1 1 4 13", closed_total="5 2 0 1 1 7 16")
    assert texts(found["granted"]) == ["5", "2", "", "1", "1", "4", "13"]


def test_where_two_columns_are_odd_nothing_is_told():
    odd = "5 2 0 1 8 7 23"
    assert told(new_received=odd, granted="5 2 1 1 4 13", closed_total=odd) == {}
    assert told(new_received=odd, granted="5201 1 4 13", closed_total=odd) == {}


def test_beside_a_row_that_does_not_add_up_nothing_is_told():
    assert told(new_received="5 2 0 1 1 4 12", granted="5 2 1 1 4 13", closed_total="5 2 0 1 1 4 12") == {}
    whole = "6 2 0 1 1 4 13"
    assert told(new_received=whole, granted="5 2 1 1 4 13", partially_granted="1 0 0 0 0 0 0", closed_total=whole) == {}


def test_a_row_of_noughts_and_one_that_may_part_in_too_many_ways_are_left():
    assert told(granted="0 0 0 0 0 0") == {}
    assert told(new_received="111111111111111111111111111111", closed_total="1" * 30) == {}
    many = {row.code: "1 1 1 1 1 5" for row in TABLE.rows[2:8]}
    assert 6 ** len(many) > MOST_TRIED
    assert told(**many) == {}


def test_a_table_whose_rows_have_no_such_sum_is_left():
    documents = equations_of(FORM)["t2_art20_1_documents"]
    assert told(documents, granted="5 2 1 1 4 13") == {}
