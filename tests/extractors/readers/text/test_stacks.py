"""Figures that stand in stacks below several rows: on the lines of these, where as many stand in each stack."""

import pytest

from tests.extractors.readers.text.test_places import spans
from tests.extractors.readers.text.test_woven import GROUPS, read
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.stacks import with_stacks

WHOLE = "3.危及“三安全一稳定”  5 0 0 0   0   05"
ROWS = ("4.保护第三方合法权益  0 0 0 0", "5.属于三类内部信息   8 0 0 0")
BELOW = tuple(f"{'':{place}}{text}" for place, text in ((26, "0"), (26, "0"), (30, "00"), (30, "08")))


def stacked(*texts):
    """The lines as they are told; none where no stack is found."""
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    return with_stacks(lines, [spans(text) for text in texts])


def test_the_figures_of_stacks_stand_on_the_lines_of_their_rows():
    told = stacked(WHOLE, *ROWS, *BELOW)
    assert [line.text.split()[1:] for line in told[1:3]] == [["0"] * 5 + ["00"], ["8", "0", "0", "0", "0", "08"]]
    assert [line.text for line in told[3:]] == [""] * 4
    assert [line.locator for line in told[1:3]] == ["text:L2-6", "text:L3-7"]


@pytest.mark.parametrize(
    "lines",
    [
        (WHOLE, *ROWS, *BELOW[:3]),
        (WHOLE, *ROWS, *BELOW[2:], *BELOW[:2]),
        (WHOLE, ROWS[0], BELOW[0], ROWS[1], *BELOW[1:]),
        (WHOLE, *ROWS, *(line.replace(" " * 12, "") for line in BELOW)),
        (*ROWS, *BELOW[:2]),
        (WHOLE, *ROWS, *BELOW[:2]),
        (WHOLE, *ROWS, *BELOW, *(f"{line:>34}" for line in ("1", "2"))),
    ],
)
def test_stacks_of_which_it_is_not_told_whose_they_are_stay_where_they_are(lines):
    assert stacked(*lines) == []


def test_a_table_with_stacks_is_read():
    rows = (
        f"    （三）不 1.属于国家秘密            {'0  0  0  0'}\n",
        f"    予公开  2.其他法律行政法规禁止公开   {'3  0  0  0'}\n",
        *(f"{'':{place}}{text}\n" for place, text in ((45, "0"), (45, "0"), (50, "0  0"), (50, "0  3"))),
    )
    figures, _ = read(*GROUPS[:3], *rows)
    assert figures["denied_state_secret"] == [0] * 7
    assert figures["denied_prohibited_by_law"] == [3, 0, 0, 0, 0, 0, 3]
