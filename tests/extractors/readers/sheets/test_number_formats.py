"""What number formats show: the figures that Excel prints, typed by hand."""

from decimal import Decimal

import pytest

from xxgk.extractors.readers.sheets.formats import shown, shows_text

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
SHOWN = [
    ("99999999999", "", "99999999999"),
    ("-99999999999", "General", "-99999999999"),
    ("123456789012", "", None),
    ("123456789012", 'G/通用格式"件"', None),
    ("123456789012", "0", "123456789012"),
    ("33.3333333333333", "General", "33.33333333"),
    ("2.99999999999999", "@", "3"),
    ("1234567890.25", "General", "1234567890"),
    ("0.00001234567891", "", None),
    ("0.00001", "", "0.00001"),
    ("12000", "0,", "12"),
    ("8000000", "#,##0,,", "8"),
    ("8000000", "0.0000,,", "8.0000"),
    ("1499", "0,", "1"),
    ("1500", "0,", "2"),
    ("2279", "0!.0000", "0.2279"),
    ("22794567", "0!.0000", "2279.4567"),
    ("12", '0"."0', "1.2"),
    ("3", '0"万"', "3万"),
    ("3", "0万元", "3万元"),
    ("7", 'G/通用格式"件"', "7件"),
    ("7", ";;;", ""),
    ("0", "#,###", ""),
    ("0", "0;-0;;@", ""),
    ("0", ACCOUNTING, "-"),
    ("1234567", ACCOUNTING, "1234567"),
    ("-5", ACCOUNTING, "-5"),
    ("-12", "#,##0 ;(#,##0)", "-12"),
    ("-7", "0;[Red]0", None),
    ("1.005", "0.00", "1.01"),
    ("3", "0.##", "3"),
    ("0.123", "0.0%", "12.3%"),
    ("5", "000", "005"),
    ("3", "[$¥-804]#,##0.00", "¥3.00"),
    ("5", "[DBNum1]0", None),
    ("5", "[>3]0;-0", None),
    ("5", "yyyy-mm-dd", None),
    ("5", "0.00E+00", None),
    ("5", "# ?/?", None),
    ("5", "0" * 300, None),
]


@pytest.mark.parametrize(("number", "number_format", "print_"), SHOWN)
def test_a_format_shows_a_number_as_a_person_sees_it(number, number_format, print_):
    assert shown(Decimal(number), number_format) == print_


@pytest.mark.parametrize(
    ("number_format", "shows"),
    [("", True), ("0", True), ("@", True), (ACCOUNTING, True), (";;;", False), ('"约"@', False)],
)
def test_a_format_may_hide_or_change_a_text(number_format, shows):
    assert shows_text(number_format) is shows
