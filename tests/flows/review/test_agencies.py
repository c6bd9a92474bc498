"""Two agencies that a person says are one are one from the next release on."""

import pytest

from xxgk.flows.review.agencies import one_agency
from xxgk.flows.warehouse.warehouse import WarehouseError

ONE, OTHER = "示例市白鹭县石竹镇人民政府", "示例市白鹭县石榴镇人民政府"
NAMES = "SELECT DISTINCT name FROM agency JOIN report USING (agency_id) ORDER BY 1"


def test_the_reports_of_one_are_those_of_the_other(bureau):
    assert bureau.query(NAMES) == [(OTHER,), (ONE,)]
    assert one_agency(bureau.places, ONE, OTHER, "甲", "renamed on the page only").documents == 1
    bureau.release()
    assert bureau.query(NAMES) == [(OTHER,)]
    assert bureau.query("SELECT count(*) FROM report WHERE year = 2024") == [(2,)]
    assert bureau.query("SELECT DISTINCT rule FROM finding WHERE rule LIKE 'IDENTITY_%'") == [("IDENTITY_TOLD",)]


@pytest.mark.parametrize(("one", "other"), [(ONE, ONE), ("nobody", ONE), (ONE, "石榴镇")])
def test_who_is_not_one_agency_is_told(bureau, one, other):
    with pytest.raises(WarehouseError):
        one_agency(bureau.places, one, other, "甲", "why")
    assert not bureau.places.readings.exists()
