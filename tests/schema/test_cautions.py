"""Cautions stand with figures that the forms have."""

from fnmatch import fnmatchcase

from xxgk.schema.cautions import caution, patterns
from xxgk.schema.forms import forms


def test_every_pattern_fits_a_figure_of_a_form_that_is_described():
    codes = {
        code for form in forms() for table in form.tables.values() for row in table.rows for code in table.codes(row)
    }
    idle = [pattern for pattern in patterns() if not any(fnmatchcase(code, pattern) for code in codes)]
    assert [pattern for pattern in idle if not pattern.startswith("stat_")] == []


def test_a_figure_has_all_cautions_that_fit_it():
    assert "revised" in caution("t2_art20_1_documents.normative_documents.issued")
    both = caution("t2_art20_1_documents.regulations.in_force")
    assert "规章" in both
    assert "对外公开总数量" in both
    assert caution("t3_requests.granted.natural_person") == ""
