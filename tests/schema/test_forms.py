"""The forms are loaded whole, and a wrong data file is refused with the name of the entry."""

import pytest

from tests.generate.list_forms import LISTS
from xxgk.schema.forms import SchemaError, forms, load_form

GOOD = """
id = "form_x"
valid_from = 2030
basis = "a notice"
[[sheet]]
id = "s"
section = "requests"
detect = ["标记"]
[[sheet.table]]
id = "t"
label = "表"
groups = [{ code = "g", label = "组" }]
columns = [{ code = "c", label = "列" }, { code = "total", label = "总计" }]
rows = [{ code = "r", label = "行", group = "g" }, { code = "q", label = "另行" }]
[[rule]]
id = "R"
table = ["t"]
for_each = "row"
severity = "error"
check = "total == c"
about = "a sum"
"""


def load(tmp_path, text):
    path = tmp_path / "form_x.toml"
    path.write_text(text, "utf-8")
    return load_form(path)


def test_a_table_that_two_forms_put_on_different_sheets_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace('"form_x"', '"form_y"').replace('id = "s"', 'id = "u"'), "utf-8")
    with pytest.raises(SchemaError, match="form_y: t: stands on u, in another form on s"):
        forms(tmp_path)


def test_a_small_form_is_loaded(tmp_path):
    form = load(tmp_path, GOOD)
    assert form.tables["t"].members == {"g": ("r",)}
    assert form.sheets[0].codes == (("t.r.c", "t.r.total"), ("t.q.c", "t.q.total"))


WRONG = {
    'id = "form_x"': ("", "form: 'id'"),
    'section = "requests"': ("section = 3", "s: 'section'"),
    'detect = ["标记"]': ("detect = []", "s: has nothing"),
    'label = "表"': ('label = "表"\nlable = "表"', "t: unknown key 'lable'"),
    '{ code = "total", label = "总计" }': ('{ code = "c", label = "总计" }', "t column: 'c' occurs twice"),
    'code = "q", label = "另行"': ('code = "r", label = "另行"', "t row: 'r' occurs twice"),
    'label = "另行"': ('labels = "另行"', "t.q: unknown key 'labels'"),
    'code = "c", label = "列"': ('code = "c", label = "列", kind = "coins"', "t.c: kind 'coins'"),
    'group = "g"': ('group = "h"', "t.r: group 'h' is not defined"),
    'table = ["t"]': ('table = ["u"]', "R: table 'u' is not defined"),
    'for_each = "row"': ('for_each = "page"', "R: for_each 'page'"),
    'severity = "error"': ('severity = "grave"', "R: severity 'grave'"),
    'check = "total == c"': ('check = "total == d"', "R: unknown code 'd'"),
    'about = "a sum"': ("", "R: 'about'"),
    "total == c": ("total = c", "R: not an expression"),
    "rows = [": ("rows = []\nmore = [", "t: unknown key 'more'"),
    "valid_from = 2030": ("valid_from = [", "form_x.toml"),
}


@pytest.mark.parametrize("entry", WRONG)
def test_an_error_names_file_and_entry(tmp_path, entry):
    replacement, message = WRONG[entry]
    assert entry in GOOD
    with pytest.raises(SchemaError) as caught:
        load(tmp_path, GOOD.replace(entry, replacement, 1))
    assert message in str(caught.value)
    assert "form_x.toml" in str(caught.value)


def test_a_folder_without_a_form_is_refused(tmp_path):
    with pytest.raises(SchemaError):
        forms(tmp_path)


def test_form_2021_has_200_figures_in_three_sheets():
    form = next(form for form in forms() if form.id == "form_2021")
    assert {sheet.id: sum(map(len, sheet.codes)) for sheet in form.sheets} == {"t2": 10, "t3": 175, "t4": 15}
    assert len(form.tables["t3_requests"].members["result"]) == 21


def test_form_2019_has_198_figures_in_three_sheets():
    form = next(form for form in forms() if form.id == "form_2019")
    assert {sheet.id: sum(map(len, sheet.codes)) for sheet in form.sheets} == {"t2": 22, "t3": 161, "t4": 15}
    assert len(form.tables["t3_requests"].members["result"]) == 19


@pytest.mark.parametrize("list_id", sorted(LISTS))
def test_a_list_has_the_rows_and_columns_of_its_print(list_id):
    table = next(form.tables[list_id] for form in forms() if list_id in form.tables)
    assert tuple(code for row in table.rows for code in table.codes(row)) == LISTS[list_id].codes
    printed = {row.code: (row.label, row.unit) for row in LISTS[list_id].rows if row.code}
    assert {row.code: (row.label, row.unit) for row in table.rows} == printed
