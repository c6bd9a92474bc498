"""Numbers with their units, as prose prints them."""

import pytest

from xxgk.extractors.narrative.prose.numerals import numbers

FOUND = {
    "1,506条": (1506, False),
    "1.2万余条": (12000, True),
    "三百二十六条": (326, False),
    "十余次": (10, True),
    "百余条": (100, True),
    "两场": (2, False),
    "一万二千三百条": (12300, False),
    "二〇件": (20, False),
    "近五百条": (500, True),
    "9千多条": (9000, True),
    "15件左右": (15, True),
    "总量为0。": (0, False),
    "伍仟陆佰余条": (5600, True),
    "壹拾贰件": (12, False),
    "2万3千余条": (23000, True),
    "21万5千条": (215000, False),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_read(text, expected):
    (number,) = numbers(text)
    assert (number.value, number.approximate) == expected


@pytest.mark.parametrize(
    "text", ["第3次", "10至12件", "10-12件", "数十件", "每10件", "3件以下", "5日", "711号", "几百条", "98%"]
)
def test_what_is_no_number_of_things(text):
    assert numbers(text) == []


@pytest.mark.parametrize("text", ["1,23件", "一百五件", "十百件", "三四件"])
def test_what_cannot_be_valued(text):
    assert [number.value for number in numbers(text)] in ([], [None])


def test_of_a_number_that_has_changed_the_second_is_found():
    found = numbers("公开政府信息由上年的132条增至201条")
    assert [(number.value, number.nearly, number.approximate) for number in found] == [
        (201, len("由上年的132条增至"), False)
    ]
    assert [number.value for number in numbers("由年初的132条增至201条")] == [132]


def test_the_issues_of_items_are_no_number_of_their_own():
    assert [(number.value, number.unit) for number in numbers("推送信息326期、860条，举办培训3期、86人次")] == [
        (860, "条"),
        (3, "期"),
        (86, "人次"),
    ]


def test_what_a_number_has_passed_is_no_number_of_its_own():
    assert [number.value for number in numbers("总量首次突破5万条,达50,318条")] == [50318]
    assert [number.value for number in numbers("总量首次突破5万条")] == [50000]
