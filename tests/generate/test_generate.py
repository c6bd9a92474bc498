"""The generator is the truth of other tests, so it is tested first, without the extractors."""

import io
from random import Random

import docx
import pytest
from lxml import html

from tests.generate.document import Grid, compose, laid_out
from tests.generate.form import CASES, FORM_2021, REQUESTS
from tests.generate.mutate import codes_of, delete_cell, delete_row, duplicate_row, swap_values, value_places
from tests.generate.noise import QUIET, Noise
from tests.generate.renderers import RENDERERS
from tests.generate.truth import PLAIN, Options, random_truth

VOIDS = Options(blank=0.05, blank_row=0.05, blank_organisations=0.3, blank_totals=0.3, na=0.05)
LOUD = Noise(
    typo=0.2, half_width=0.2, quotes_lost=0.3, wrap=0.2, head_lost=0.3, group_lost=0.2, pad_space=0.2, cut=0.3,
    row_numbers_lost=0.3, section_numbers_lost=0.3, broken_title=0.5, furniture=0.5, sign_off=0.5, section_list=0.5,
    instructions=0.3, local_row=0.5, bookmark=0.1,
)  # fmt: skip


def seen(truth, code):
    """The value of a code, nothing where none is printed."""
    return truth.expected(code)[0] or 0


def broken_sums(truth):
    """The sums of the form that do not hold, cells without a number counting as nothing; sums without a printed total
    cannot be broken."""

    def differs(total, parts):
        return truth.expected(total)[0] is not None and seen(truth, total) != sum(seen(truth, part) for part in parts)

    form = truth.form
    sums = [
        (f"{REQUESTS}.{row.code}.total", [f"{REQUESTS}.{row.code}.{column}" for column in form.applicants])
        for row in form.request_rows
    ]
    sums += [
        (f"{REQUESTS}.closed_total.{column}", [f"{REQUESTS}.{row}.{column}" for row in form.leaf_rows])
        for column in form.applicants
    ]
    sums += [
        (f"{CASES}.cases.{prefix}_total", [f"{CASES}.cases.{prefix}_{c.code}" for c in form.case_columns[:-1]])
        for prefix, _ in form.case_groups
    ]
    return [total for total, parts in sums if differs(total, parts)]


def unbalanced(truth):
    """The columns of table 三 in which 一 + 二 differs from （七） + 四, all four printed."""
    rows = ("new_received", "carried_over_in", "closed_total", "carried_over_out")
    found = []
    for column in truth.form.request_columns:
        one, two, three, four = (truth.expected(f"{REQUESTS}.{row}.{column.code}")[0] for row in rows)
        if None not in (one, two, three, four) and one + two != three + four:
            found.append(column.code)
    return found


def test_a_form_has_its_two_hundred_figures():
    assert len(set(FORM_2021.codes)) == 200
    assert (len(FORM_2021.leaf_rows), len(FORM_2021.request_rows)) == (21, 25)


@pytest.mark.parametrize("scale", ["mixed", "single"])
def test_all_equations_hold_without_voids(scale):
    for seed in range(200):
        truth = random_truth(Random(seed), Options(scale=scale))
        assert not broken_sums(truth)
        assert not unbalanced(truth)


def test_printed_totals_keep_to_their_printed_addends():
    for seed in range(200):
        assert not broken_sums(random_truth(Random(seed), VOIDS)), seed


def test_single_scale_prints_one_digit_a_cell():
    truths = [random_truth(Random(seed), Options(scale="single")) for seed in range(50)]
    assert all(len(text) == 1 for truth in truths for text in truth.cells.values())


def test_figures_reach_seven_digits_and_are_mostly_nothing():
    values = [v for seed in range(100) for v, _ in random_truth(Random(seed)).expectations.values()]
    assert max(values) >= 1_000_000
    assert sum(value == 0 for value in values) > len(values) / 2


def test_void_cells_expect_no_value():
    truth = random_truth(Random(3), Options(blank=0.5, na=0.5))
    for code, text in truth.cells.items():
        value, state = truth.expected(code)
        assert (value is None) == (state in ("blank", "na"))
        assert (state == "blank") == (not text.strip())


def test_decorated_numbers_keep_their_value():
    truth = random_truth(Random(4), Options(unit=1, full_width=0.5, thousands=1))
    plain = random_truth(Random(4))
    assert {state for _, state in truth.expectations.values()} == {"annotated"}
    assert {state for _, state in plain.expectations.values()} == {"number"}


@pytest.mark.parametrize("name", RENDERERS)
def test_rendering_is_deterministic(name):
    first, second = (RENDERERS[name](random_truth(Random(5), VOIDS), LOUD, Random(6)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", RENDERERS)
def test_every_renderer_survives_every_noise(name):
    for seed in range(15):
        encoding = ("utf-8", "utf-8-sig", "gb18030")[seed % 3]
        noise = Noise(**{**vars(LOUD), "encoding": encoding})
        assert RENDERERS[name](random_truth(Random(seed), VOIDS), noise, Random(seed))


def numbers(truth, prefix):
    return [text for code, text in truth.cells.items() if code.startswith(prefix)]


def test_spanned_html_lays_out_to_the_right_grid():
    truth = random_truth(Random(7))
    tables = html.fromstring(RENDERERS["html"](truth, QUIET, Random(7)).decode()).findall(".//table")
    for table, width in zip(tables, (4, 10, 15), strict=True):
        left = [0] * width  # rows that each grid column is still taken
        for row in table.iter("tr"):
            for cell in row.iter("td"):
                at = left.index(0)
                span = int(cell.get("colspan", 1))
                assert left[at : at + span] == [0] * span
                left[at : at + span] = [int(cell.get("rowspan", 1))] * span
            assert 0 not in left
            left = [count - 1 for count in left]
    last = [cell.text_content().strip() for cell in list(tables[2].iter("tr"))[-1].iter("td")]
    assert last == numbers(truth, CASES)


@pytest.mark.parametrize("name", ["docx", "docx_numbered"])
def test_word_files_open_and_print_every_value(name):
    truth = random_truth(Random(8))
    tables = docx.Document(io.BytesIO(RENDERERS[name](truth, QUIET, Random(8)))).tables
    rows = [[cell.text for cell in row.cells] for row in tables[1].rows]
    assert [row[3:] for row in rows[3:]] == [numbers(truth, f"{REQUESTS}.{r.code}.") for r in FORM_2021.request_rows]
    assert [cell.text for cell in tables[2].rows[-1].cells] == numbers(truth, CASES)


def test_generated_numbering_leaves_no_number_in_the_text():
    package = RENDERERS["docx_numbered"](random_truth(Random(8)), QUIET, Random(8))
    document = docx.Document(io.BytesIO(package))
    labels = [row.cells[2].text for row in document.tables[1].rows]
    assert "属于国家秘密" in labels
    assert "主动公开政府信息情况" in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("name", ["text_tabbed", "text_cells", "text_pipes", "markdown", "text_rows_tabs"])
def test_text_prints_all_values_in_order(name):
    truth = random_truth(Random(9))
    text = RENDERERS[name](truth, QUIET, Random(9)).decode()
    tail = text[text.index("复议后起诉") :].replace("|", "\n").replace("\t", "\n")
    printed = [word for word in tail.split() if word.isdigit()]
    assert printed[:15] == numbers(truth, CASES)


def test_run_on_text_fuses_a_row():
    truth = random_truth(Random(10))
    text = RENDERERS["text_run_on"](truth, QUIET, Random(10)).decode()
    assert "（七）总计" + "".join(numbers(truth, f"{REQUESTS}.closed_total.")) in text


def test_local_rows_keep_the_grid_whole():
    for seed in range(60):
        document = compose(random_truth(Random(seed)), Noise(local_row=1), Random(seed))
        assert sum(len(grid.rows) for grid in document.grids) == 14 + 28 + 4 + 1
        assert_whole(document.grids)


def assert_whole(grids: tuple[Grid, ...]):
    for grid in grids:
        assert all(sum(cell.colspan for cell, _ in line) == grid.width for line in laid_out(grid))


def composed(seed):
    return compose(random_truth(Random(seed)), QUIET, Random(seed))


def test_swapping_moves_two_texts_only():
    document = composed(1)
    swapped, (first, second) = swap_values(document, Random(2))
    before, after = texts(document), texts(swapped)
    assert (after[first], after[second]) == (before[second], before[first])
    assert {code for code in before if before[code] != after[code]} <= {first, second}


def texts(document):
    return {cell.code: cell.text for grid in document.grids for row in grid.rows for cell in row.cells if cell.code}


@pytest.mark.parametrize("seed", range(40))
def test_deleting_and_doubling_rows_keeps_the_grid_whole(seed):
    document = composed(seed)
    shorter, gone = delete_row(document, Random(seed))
    longer, doubled = duplicate_row(document, Random(seed))
    assert_whole(shorter.grids + longer.grids)
    assert set(value_places(document)) - set(value_places(shorter)) == set(gone)
    rows = [codes_of(row) for grid in longer.grids for row in grid.rows]
    assert rows.count(doubled) == 2


def test_deleting_a_cell_shortens_its_row():
    document = composed(3)
    shorter, code = delete_cell(document, Random(3))
    assert set(value_places(document)) - set(value_places(shorter)) == {code}
    assert texts(shorter) == {other: text for other, text in texts(document).items() if other != code}


def test_plain_options_print_plain_numbers():
    assert all(text.replace(".", "").isdecimal() for text in random_truth(Random(1), PLAIN).cells.values())
