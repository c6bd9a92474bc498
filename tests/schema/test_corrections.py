"""Known misprints are read whole or not at all."""

import pytest

from xxgk.schema.corrections import Correction, corrections, load_corrections, with_own

ENTRY = """
[[correction]]
agency_id = "110000-甲局"
year = 2022
figure = "t3_requests.new_received.total"
expect = "5"
reason = "the columns add up to 6"
source = "https://example.gov.cn/1.html"
"""


@pytest.fixture
def read(tmp_path):
    def run(text):
        path = tmp_path / "corrections.toml"
        path.write_text(text, "utf-8")
        return load_corrections(path)

    return run


def test_an_entry_may_say_what_was_meant_or_not(read):
    assert read(ENTRY + "meant = 6\n")[0].meant == 6.0
    assert read(ENTRY) == (
        Correction(
            "110000-甲局",
            2022,
            "t3_requests.new_received.total",
            "5",
            "the columns add up to 6",
            "https://example.gov.cn/1.html",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('reason = "the columns add up to 6"', 'reason = ""'),
        ('source = "https://example.gov.cn/1.html"', ""),
        ("new_received", "newly_received"),
        ("year = 2022", 'year = "2022"'),
        ("year = 2022", "year = 2022\nnote = 1"),
    ],
)
def test_an_entry_that_is_not_understood_is_refused(read, old, new):
    with pytest.raises(ValueError, match="correction"):
        read(ENTRY.replace(old, new))


def test_one_figure_has_one_correction(read):
    with pytest.raises(ValueError, match="two corrections"):
        read(ENTRY + ENTRY)


def test_the_shipped_entries_are_sound():
    assert isinstance(corrections(), tuple)


def test_a_file_of_ones_own_stands_beside_that_of_the_project(tmp_path):
    (tmp_path / "own.toml").write_text(ENTRY, "utf-8")
    assert with_own(tmp_path / "own.toml")[-1].agency_id == "110000-甲局"
    assert with_own(tmp_path / "none.toml") == corrections()
