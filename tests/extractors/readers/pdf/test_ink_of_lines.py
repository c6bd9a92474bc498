"""What a page shows against what its text says where no rules part figures: each trick drawn beside a label."""

import pytest

from tests.extractors.readers.pdf.test_ink import HEIGHT, X, Y, across, box, digits
from tests.generate.pdf_file import Page, write
from xxgk.extractors.readers.pdf.reader import read
from xxgk.schema.document import Table

UNREAD = ("", "characters without a known code")


def figure(*operators):
    """What is read of the figure that these operators print on a line of labels and figures, and why it is not."""
    page = Page()
    for y, label, number in ((94, "规章", "4"), (114, "行政许可", ""), (134, "行政处罚", "5")):
        page.text(104, y, 9, label)
        page.text(X, y, 9, number)
    page.operators += operators
    (table,) = (block for block in read(write([page])).blocks if isinstance(block, Table))
    rows = {row[0].text.strip(): row[1:] for row in table.rows}
    assert [cell.text for cell in rows["规章"] + rows["行政处罚"]] == ["4", "5"]
    return next(((cell.text, cell.unreadable) for cell in rows["行政许可"]), ("", ""))


TRICKS = {
    "nothing": ((digits("37"),), ("37", "")),
    "a white digit": ((digits("37"), f"1 g {digits('8', X + 9)}"), ("37", "")),
    "a digit outside of its clip": ((digits("37"), f"q {box(10, 10, 5, 5, 'W n')} {digits('8', X + 9)} Q"), ("37", "")),
    "a pale digit": ((digits("3"), f"0.92 g {digits('7', X + 4.5)}"), UNREAD),
    "a grey digit": ((digits("3"), f"0.5 g {digits('7', X + 4.5)}"), ("37", "")),
    "a pale stroke over all of it": (
        (digits("37"), f"q 0.9 G 20 w {X - 10} {HEIGHT - 110} m {X + 20} {HEIGHT - 110} l S Q"),
        UNREAD,
    ),
    "a pale curve over all of it": (
        (
            digits("37"),
            f"q 0.9 G 18 w 198 {HEIGHT - 110} m 230 {HEIGHT - 109} 270 {HEIGHT - 111} 302 {HEIGHT - 110} c S Q",
        ),
        UNREAD,
    ),
    "a struck figure": ((digits("37"), across(3)), UNREAD),
    "an underlined figure": ((digits("37"), across(-2)), ("37", "")),
    "print over print": ((digits("37"), digits("8")), UNREAD),
    "a drawn digit": ((f"{box(X, 106, 1, 7)} {box(X, 112, 4, 1)}",), UNREAD),
    "a drawn digit behind another": ((digits("3"), f"{box(X + 7, 106, 1, 7)}"), UNREAD),
    "a long rule below": ((digits("37"), f"0.5 w 100 {HEIGHT - 118} m 300 {HEIGHT - 118} l S"), ("37", "")),
    "a stroke over its upper third": (
        (digits("37"), f"q 1 G 3 w {X} {HEIGHT - Y + 5.2} m {X + 9} {HEIGHT - Y + 5.2} l S Q"),
        UNREAD,
    ),
    "a digit blacked out": ((digits("37"), f"0 g {box(X + 4.5, Y - 8, 4.5, 10)}"), UNREAD),
    "a point drawn in it": ((digits("37"), box(X + 4, Y - 1, 1, 1)), UNREAD),
    "a raised mark of a note": ((digits("37"), digits("12", X + 9, Y - 3, 6)), ("37〔12〕", "")),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_figure_without_rules_is_what_is_seen_or_not_read(name):
    operators, seen = TRICKS[name]
    assert figure(*operators) == seen
