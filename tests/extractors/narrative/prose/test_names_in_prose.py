"""How an organ calls itself in its own report, and how others are called."""

import pytest

from xxgk.extractors.narrative.prose.names import Names

OWN = [
    ("汉江市云溪县教育局", "云溪县教育局"),
    ("汉江市云溪县教育局", "县教育局"),
    ("云溪县人民政府", "县政府"),
    ("云溪县人民政府", "云溪县"),
    ("云溪县人民政府办公室", "县政府办公室"),
    ("云溪县人民政府办公室", "县政府办"),
    ("云溪县住房和城乡建设局", "县住建局"),
    ("云溪县市场监督管理局", "县市场监管局"),
    ("汉江市公安局青禾分局", "青禾公安分局"),
    ("汉江市发展和改革委员会", "市发改委"),
]
OTHERS = [
    ("汉江市云溪县教育局", "市教育局"),
    ("汉江市云溪县教育局", "汉江市教育局"),
    ("汉江市云溪县教育局", "县民政局"),
    ("汉江市公安局青禾分局", "市公安局"),
    ("云溪县人民政府办公室", "县政府"),
    ("云溪县民政局", "省民政厅"),
    ("", "县教育局"),
]


@pytest.mark.parametrize(("agency", "called"), OWN)
def test_an_organ_is_known_by_its_short_name(agency, called):
    assert Names(agency).end(f"{called}收到申请", 0, len(called)) == len(called)


@pytest.mark.parametrize(("agency", "called"), OTHERS)
def test_another_organ_is_not_taken_for_it(agency, called):
    assert Names(agency).end(called, 0, len(called)) < len(called)
