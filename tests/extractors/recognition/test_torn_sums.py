"""What proves that figures above and below a page break are one row: nothing but sums of whole figures."""

import pytest

from xxgk.extractors.recognition.seams import prove
from xxgk.schema.forms import forms

GRANTED = "（一）予以公开"
WHOLE = ("771948", "2", "0", "0", "0", "0", "771950")
ABOVE = ("7719", "2", "0", "0", "0", "0", "771950")


def test_figures_that_add_up_with_what_stands_below_the_break_and_not_without_are_one_row():
    assert prove(GRANTED, ABOVE, WHOLE, forms())


@pytest.mark.parametrize(
    ("label", "above", "whole"),
    [
        (GRANTED, WHOLE, ("7719481", *WHOLE[1:])),
        (GRANTED, ABOVE, ("771948件", *WHOLE[1:])),
        ("（九）不知道的行", ABOVE, WHOLE),
        (GRANTED, ABOVE[:6], WHOLE[:6]),
    ],
    ids=["holds above alone", "with a unit", "no row of the form", "not all columns"],
)
def test_else_nothing_is_proved(label, above, whole):
    assert not prove(label, above, whole, forms())
