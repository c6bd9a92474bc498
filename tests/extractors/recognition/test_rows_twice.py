"""Rows that a table prints more than once, with or without what tells them apart."""

from tests.extractors.tables_by_hand import FEE, read, requests, table

GRANTED = ["（一）予以公开", *range(1, 8)]


def test_a_row_printed_twice_alike_is_read_once_and_told():
    rows = requests(granted=range(1, 8), partially_granted=range(11, 18))
    figures, findings = read(table(*rows[:2], GRANTED, *rows[2:], layout="cell_per_line"))
    assert (figures["t3_requests.granted.total"], len(figures)) == ("7", 21)
    assert ("ROW_REPEATED", "t3_requests.granted") in findings


def test_a_row_that_comes_again_with_too_few_values_is_refused():
    rows = requests(granted=range(1, 8), partially_granted=range(11, 18))
    figures, findings = read(table(*rows, GRANTED[:4]))
    assert "t3_requests.granted.total" not in figures
    assert ("ROW_REPEATED", "t3_requests.granted") in findings


def test_a_row_of_no_known_label_behind_the_form_takes_no_figures_and_loses_none():
    rows = requests(granted=range(1, 8))
    figures, findings = read(table(*rows, ["其他说明事项及补充", *range(91, 98)]))
    assert (figures["t3_requests.granted.total"], len(figures)) == ("7", 14)
    assert any(rule == "ROW_UNKNOWN" for rule, _ in findings)
    assert rows[-1][0] == FEE
