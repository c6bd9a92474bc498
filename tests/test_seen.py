"""What a person sees of each trick is not our own opinion: another program draws it, and the picture of the cell is
held against that of the plain figure. `make seen`; skipped where these programs are not installed."""

import os
from random import Random

import pytest

from tests.generate.tricks import on_pages, pictures
from tests.generate.tricks.trick import NOTE, SEEN, Planted

ASKED = bool(os.environ.get("XXGK_SEEN"))
pytestmark = pytest.mark.skipif(not ASKED, reason="asks other programs: make seen")
_RESET = "body{font:20px/1 sans-serif;margin:0} i,em,b,u{font-style:normal;font-weight:400;text-decoration:none}"
HIGH, WIDE = 50, 300


def cells(tricks):
    """Each trick with a figure and a decoy, those of which the program has no say left out."""
    rng = Random(0)
    return [
        Planted("", chr(0xE800 + number), trick, str(rng.randint(12, 98)), str(rng.randint(23, 87)))
        for number, trick in enumerate(tricks)
        if trick.shows in (SEEN, NOTE)
    ]


def page(planted):
    """A page with the trick at the left of each line and the plain figure at its right."""
    lines = "".join(
        f"<div style='position:absolute;top:{HIGH * n}px;left:{left}px;width:{WIDE}px;height:{HIGH}px;overflow:hidden'>"
        f"<table><tr>{around}<td><p style='margin:12px 0 0'>{text}</p></td></tr></table></div>"
        for n, cell in enumerate(planted)
        for left, around, text in ((0, cell.around, cell.print), (WIDE, "", cell.seen))
    )
    sheet = "".join(cell.sheet for cell in planted)
    return f"<!DOCTYPE html><html><head><style>{_RESET}{sheet}</style></head><body>{lines}</body></html>"


def drawn(planted):
    """What Chromium shows of each trick, and of the plain figure."""
    picture = pictures.of_page(page(planted), 2 * WIDE, HIGH * len(planted))
    wide, high = pictures.SCALE * WIDE, pictures.SCALE * HIGH
    for number, cell in enumerate(planted):
        yield (
            cell,
            *(
                pictures.signs(picture.crop((left, high * number, left + wide, high * (number + 1))))
                for left in (0, wide)
            ),
        )


@pytest.mark.skipif(not pictures.CHROMIUM, reason="Chromium is not installed")
def test_chromium_shows_of_each_trick_what_it_says():
    wrong = []
    for cell, tricked, plain in drawn(cells(on_pages.TRICKS)):
        same = pictures.have_note if cell.trick.shows == NOTE else pictures.are_alike
        if cell.trick.in_line and not same(tricked, plain):
            wrong.append((cell.trick.name, cell.print, len(tricked), len(plain)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.skipif(not pictures.CHROMIUM, reason="Chromium is not installed")
def test_chromium_shows_print_that_is_decorated():
    for cell, decorated, plain in drawn(cells(on_pages.DECORATION)):
        assert 3 * pictures.ink_of(decorated) > pictures.ink_of(plain), cell.trick.name
