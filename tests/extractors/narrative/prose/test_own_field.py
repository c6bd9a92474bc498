import pytest

from xxgk.extractors.narrative.prose.own_field import without_field
from xxgk.extractors.narrative.prose.squeeze import squeeze
from xxgk.schema.quantities import quantities

TEXT = "受理 海关政府信息公开申请3件，制定海关规范性文件2件，公布海关统计5期。"


def test_words_of_the_agencys_own_field_say_nothing_before_what_is_disclosed():
    squeezed = without_field(squeeze(TEXT), "青江海关", quantities().own_field)
    assert squeezed.plain == "受理政府信息公开申请3件,制定规范性文件2件,公布海关统计5期。"
    assert [TEXT[squeezed.origin(squeezed.plain.index(digit))] for digit in "325"] == ["3", "2", "5"]


@pytest.mark.parametrize("agency", ["青江市人民政府", "青江市商务局", ""])
def test_to_others_they_are_another_bodys(agency):
    assert without_field(squeeze(TEXT), agency, quantities().own_field) == squeeze(TEXT)
