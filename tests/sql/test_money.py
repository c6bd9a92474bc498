"""The unit of an amount of money is a fact of its print: kept, shown, published; no two units are added up as alike."""

from dataclasses import replace

import pytest

from tests.sql.made import ask, entry, load, report
from xxgk.flows.answers.show import find_report, report_blocks
from xxgk.flows.places import Places
from xxgk.flows.release.audits import run_audits
from xxgk.flows.release.publish import publish
from xxgk.flows.screen import ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.report import ANNOTATED, NUMBER, Figure

AMOUNT = "t2_art20_9_procurement.government_procurement.amount"
FEES = "t2_art20_8_fees.admin_fees.amount_wan_yuan"
PRINTS = {  # agency: value, unit, raw
    "示例市甲局": (251000, "元", "251000元"),
    "示例市乙局": (35.6, "万元", "35.6万元"),
    "示例市丙局": (12.5, "万元", "12.5"),
    "示例市丁局": (2.5, "亿元", "2.5亿元"),
    "示例市戊局": (9, "unknown", "9"),
}


def amount(agency, year, code, value, unit, raw):
    state = NUMBER if raw == str(value) else ANNOTATED
    return replace(report(agency, year, {}), figures=(Figure(code, value, unit, state, raw, "html:td[1]"),))


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("money") / "w.duckdb")
    fees = amount("示例市甲局", 2023, FEES, 6572.73, "元", "6572.73元")
    organs = [entry(agency, "110000", "province", "department") for agency in PRINTS]
    load(places.work, [amount(agency, 2020, AMOUNT, *told) for agency, told in PRINTS.items()], [fees], registry=organs)
    return places


def test_reports_whose_amounts_print_a_unit_are_published(places):
    assert publish(places).documents == len(PRINTS) + 1
    assert set(ask(places.published, "SELECT value, unit, raw FROM current_figure WHERE year = 2020")) == set(
        PRINTS.values()
    )


def test_amounts_come_in_one_unit_where_they_may_be_added_up(places):
    series = dict(ask(places.work, "SELECT agency_id, value FROM series WHERE concept = 'procurement_amount'"))
    assert list(map(series.get, PRINTS)) == [25.1, 35.6, 12.5, 25000, None]
    wide = dict(ask(places.work, "SELECT agency_id, procurement_wan_yuan FROM disclosure WHERE year = 2020"))
    assert wide == series
    assert ask(places.work, "SELECT fees_wan_yuan FROM disclosure WHERE year = 2023") == [(0.657273,)]
    region = "SELECT DISTINCT unit FROM series WHERE concept IN ('procurement_amount', 'fees_charged')"
    assert ask(places.work, region) == [("万元",)]


def test_an_amount_of_money_in_a_unit_that_counts_is_damage(tmp_path):
    path = load(tmp_path / "w.duckdb", [amount("甲局", 2020, AMOUNT, 3, "件", "3件"), report("乙局", 2020, {})])
    with Warehouse(path) as warehouse:
        failing = {verdict.audit.name: verdict.failing for verdict in run_audits(warehouse)}
    assert failing["080_code_is_defined"] == 1


def test_the_unit_that_a_head_prints_is_shown_beside_the_cell(places):
    with Warehouse(places.work, read_only=True) as warehouse:
        blocks = list(report_blocks(warehouse, find_report(warehouse, "示例市丙局", 2020)))
    assert any("12.5 万元" in row for block in blocks if isinstance(block, ScreenTable) for row in block.rows)


def test_a_figure_whose_unit_alone_is_read_otherwise_is_a_change(tmp_path):
    places = Places(tmp_path / "w.duckdb")
    load(places.work, [amount("甲局", 2020, AMOUNT, 9, "元", "9")])
    publish(places)
    load(places.work, [amount("甲局", 2020, AMOUNT, 9, "万元", "9")])
    publish(places)
    assert ask(places.published, "SELECT old_unit, new_unit FROM release_figure_change") == [("元", "万元")]
