"""The faces of a morning are made of its record alone; what comes from sites and documents stays text in each."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.flows.morning.test_all_say_the_same import Text
from xxgk.flows.morning.facts import (
    KEPT,
    KeptBackTold,
    MorningFacts,
    NightCounts,
    RunTold,
    made_table,
    reason,
)
from xxgk.flows.morning.letter import letter, subject
from xxgk.flows.morning.light import ALARMS, reasons_of
from xxgk.flows.morning.markdown import markdown
from xxgk.flows.morning.page import page
from xxgk.flows.morning.sections import ORDER, line_of_counts, queries
from xxgk.flows.morning.status import CODES, checked
from xxgk.flows.morning.words import words

AT = datetime(2026, 2, 1, 8)
RUN = RunTold(7, "nightly", AT - timedelta(hours=6), AT - timedelta(hours=1), 10, 2, 1)
EVIL = "<script>alert(1)</script>|[x](http://evil.test/)\u202e\x1b[2J"
SOURCES = ("alarm", "source", "news", "by night")


def facts(*rows, **changes):
    made = made_table("sources", SOURCES, [list(row) for row in rows])
    return MorningFacts(AT, run=RUN, tables=(made,) if rows else (), **changes)


def lights(told, trouble="", aside=(), within=None):
    return [(one.light, one.key) for one in reasons_of(told, trouble, aside, within)]


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_counts_for_more_in_the_night_that_finds_it(alarm):
    new = facts((alarm, "http://a.test/", "new", [3, 0]))
    known = facts((alarm, "http://a.test/", "", [3, 0]))
    assert lights(new) == [(ALARMS[alarm][0], f"{alarm}_new")]
    assert lights(known) == [(ALARMS[alarm][1], alarm)]


def test_nothing_wrong_is_green_and_what_is_red_comes_first():
    assert lights(facts()) == []
    assert lights(MorningFacts(AT)) == [("red", "no_run")]
    both = facts(("moved", "http://a.test/", "", [3]), ("silent", "http://b.test/", "new", [0]))
    assert lights(both, aside=("the explorer",)) == [("red", "silent_new"), ("yellow", "aside"), ("yellow", "moved")]


def test_a_night_that_failed_is_told_beside_a_release_that_is_kept_back():
    kept = facts(kept_back=KeptBackTold(3, AT, AT, ("090: bad",)))
    assert lights(kept) == [("red", "kept_back")]
    assert lights(kept, "FAILED: none") == [("red", "failed"), ("red", "kept_back")]


def test_a_night_that_did_not_run_is_red_after_the_hours_in_which_one_is_to_end():
    assert lights(facts(), within=timedelta(hours=2)) == []
    assert lights(facts(), within=timedelta(minutes=59)) == [("red", "no_night")]


def test_counts_of_nights_are_a_line():
    assert line_of_counts(NightCounts((None, 0, 4, 8, 8, 0))) == "·▁▄██▁ 8→0"
    assert (line_of_counts(NightCounts((5, 5))), line_of_counts(NightCounts((None,)))) == ("██ 5", "")


def test_text_of_sites_stays_text_in_every_face():
    made = facts(("silent", f"http://a.test/?q=1&{EVIL}", "new", [1]), night=(EVIL,), untold=(EVIL,))
    made = replace(made, reasons=(reason("red", "silent_new", [EVIL]),))
    shown = Text(page(made))
    assert {"script", "img", "iframe"} & {*shown.tags} == set()
    assert "<script>alert(1)</script>" in shown.text
    for face in (page(made), markdown(made), letter(made), checked(made)):
        assert not re.search("[\u202e\x1b]", face.replace(EVIL, "") if face == checked(made) else face)
    assert re.sub(r"\\.", "", markdown(made)).count("<script") == 0
    assert "default-src 'none'" in page(made)


def test_json_has_all_rows_that_are_kept_and_how_many_there_are():
    made = facts(*(("silent", f"http://{number}.test/", "", [number, None]) for number in range(KEPT + 1)))
    told = json.loads(json.dumps(made.plain()))
    sources = told["tables"]["sources"]
    assert (sources["count"], len(sources["rows"])) == (KEPT + 1, KEPT)
    assert sources["rows"][3] == {"alarm": "silent", "source": "http://3.test/", "news": "", "by_night": [3, None]}
    assert (told["run"]["finished"], told["light"]) == ("2026-02-01T07:00:00Z", "green")
    assert "…" not in letter(made)
    assert f"and {KEPT + 1 - 10} more" in letter(made)


def test_the_subject_says_light_and_run_in_both_languages():
    made = facts(reasons=(reason("yellow", "moved", ["http://a.test/"]),))
    assert subject(made) == "xxgk 采集晨报 7：注意 · The morning 7: yellow"
    assert [CODES[light] for light in words()["light"]] == [0, 1, 2]


def test_every_table_reason_and_column_has_its_words():
    known = words()
    assert {*ORDER, "questions"} == {*known["section"]}
    wanted = {f"{alarm}{new}" for alarm in ALARMS for new in ("", "_new")}
    assert wanted <= {*known["reason"]}
    assert {*queries()} | {*queries("standing")} == {*ORDER}
