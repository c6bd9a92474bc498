"""The gazetteer and the register of agencies: what is in them, how names are looked up, how faults are told."""

import pytest

from tests.work import calls
from xxgk.schema.agencies import AGENCY_ID, Entry, agency_id, load_registry, name_key, registry
from xxgk.schema.regions import RegistryError, folders, gazetteer, load_gazetteer

PLACES = gazetteer()
HEADER = ",".join(Entry._fields) + "\n"


def codes(text, year=None):
    return {place.region.code for place in PLACES.places(text, year)}


def test_names_shared_by_several_regions_lead_to_all_of_them():
    assert codes("宝山公安分局") == {"310113", "230506"}
    assert len(codes("鼓楼区教育局")) > 3


def test_the_region_above_makes_a_shared_name_unmistakable():
    assert codes("双鸭山市宝山区人民政府") == {"230506"}
    assert codes("黑龙江省双鸭山市宝山区人民政府") == {"230506"}


def test_the_longest_reading_wins():
    assert codes("吉林省气象局") == {"220000"}
    assert codes("上海市科委") == {"310000"}


def test_a_superseded_region_is_found_in_its_time_and_keeps_its_code():
    assert codes("洪泽县人民政府", 2012) == {"320829"}
    assert codes("洪泽区人民政府", 2023) == {"320813"}


def test_a_region_that_only_changed_its_code_stays_one_place():
    assert codes("托克逊县人民政府", 2010) == codes("托克逊县人民政府", 2023) == {"650422"}


def test_autonomous_regions_are_known_by_their_customary_names():
    assert codes("黔南州人民政府") == codes("黔南布依族苗族自治州人民政府") == {"522700"}


def test_districts_carry_their_city_and_counties_stand_alone():
    assert PLACES.full_name(PLACES.by_code["320813"]) == "淮安市洪泽区"
    assert PLACES.full_name(PLACES.by_code["310113"]) == "上海市宝山区"
    assert PLACES.full_name(PLACES.by_code["321322"]) == "沭阳县"


def test_codes_lead_to_regions():
    assert PLACES.area_codes["0469"] == ("230500",)
    assert PLACES.postcodes["155131"] == ("230506",)
    assert PLACES.postcodes["1551"] == ("230500",)
    assert set(PLACES.area_codes["024"]) >= {"210100", "210400"}


def test_every_region_lies_in_one_that_is_listed():
    assert all(not region.parent or region.parent in PLACES.by_code for region in PLACES.by_code.values())
    assert sum(region.level == "province" for region in PLACES.by_code.values()) == 34
    assert len(PLACES.by_code) > 3000


def test_identifiers_are_ascii_stable_and_indifferent_to_width_and_space():
    assert agency_id("沭阳县发展和改革局", "321322") == "321322-32c3d8ae92"
    assert agency_id("沭阳县 发展和改革局\u200b", "321322") == "321322-32c3d8ae92"
    assert name_key("银川市民族事务委员会 (宗教事务局)") == "银川市民族事务委员会（宗教事务局）"


def test_shipped_identifiers_are_those_made_from_the_names():
    for entry in registry().by_name.values():
        assert AGENCY_ID.fullmatch(entry.agency_id)
        assert entry.agency_id == agency_id(entry.name, entry.agency_id[:6]), entry


def test_the_register_knows_the_ambiguity_of_short_names():
    shared = registry().by_alias
    assert {entry.name for entry in shared["宝山公安分局"]} == {"上海市公安局宝山分局", "双鸭山市公安局宝山分局"}
    assert len(shared["经开区公安分局"]) > 3


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("310000-0000,甲局,,310000,province,audit,,", "listed twice|also belongs"),
        ("31-x,乙局,,310000,province,audit,,", "agency_id"),
        ("310000-1111,乙局,,999999,province,audit,,", "999999"),
        ("310000-1111,乙局,,310000,planet,audit,,", "planet"),
        ("310000-1111,乙局,,310000,province,audit,310000-2222,", "parent 310000-2222"),
        ("310000-1111,乙局,乙局,310000,province,audit,,", "alias"),
        ("310000-1111,乙局", "2 columns"),
    ],
)
def test_faults_name_the_entry(tmp_path, row, fault):
    (tmp_path / "agencies.csv").write_text(HEADER + "310000-0000,甲局,,310000,province,audit,,\n" + row + "\n", "utf-8")
    (tmp_path / "organ_aliases.csv").write_text("alias,name\n", "utf-8")
    with pytest.raises(RegistryError, match=fault) as caught:
        load_registry(tmp_path, places=PLACES)
    assert row.split(",")[0] in str(caught.value)


def test_a_region_in_an_unlisted_one_is_refused(tmp_path):
    rows = "code,name,short,level,parent,since,until\n230506,宝山区,宝山,county,230500,1982,\n"
    (tmp_path / "regions.csv").write_text(rows, "utf-8")
    with pytest.raises(RegistryError, match="230506 宝山区"):
        load_gazetteer(tmp_path)


def test_a_folder_of_ones_own_adds_regions_and_agencies(tmp_path, monkeypatch):
    """A user whose agencies the project does not list names them without touching the project."""
    regions = "code,name,short,level,parent,since,until\n990000,示例省,示例,province,,1980,\n"
    (tmp_path / "regions.csv").write_text(regions + "990100,示例市,,city,990000,1980,\n", "utf-8")
    row = f"{agency_id('示例市水利局', '990100')},示例市水利局,示例水务局,990100,city,water,,\n"
    (tmp_path / "agencies.csv").write_text(HEADER + row, "utf-8")
    monkeypatch.setenv("XXGK_REGISTRY", str(tmp_path))
    known = load_registry(*folders(), places=load_gazetteer(*folders()))
    assert known.by_name["示例市水利局"].region_code == "990100"
    assert known.gazetteer.city("990100") == "990100"
    assert len(known.by_name) == len(load_registry().by_name) + 1


def test_a_folder_of_ones_own_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_REGISTRY", str(tmp_path / "no"))
    with pytest.raises(RegistryError, match="XXGK_REGISTRY"):
        folders()


def test_loading_takes_a_few_steps_for_each_entry():
    entries = len(registry().by_name) + len(PLACES.by_code)
    assert calls(lambda: load_registry(places=load_gazetteer())) < 100 * entries
