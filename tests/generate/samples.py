"""Writes the sample reports that the project ships: ``python -m tests.generate.samples [FOLDER]``.

Fixed seeds and dates: the same program writes the same bytes. Places, agencies, figures and prose are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.generate.form import FORM_2019, FORM_2021, Form
from tests.generate.lists import ListTruth, random_list
from tests.generate.noise import QUIET, Noise
from tests.generate.renderers import RENDERERS
from tests.generate.truth import NOTHING, Options, Truth, random_truth

FOLDER = Path(__file__).parents[2] / "data" / "samples"
MODEST, SINGLE, SILENT = Options(scale="modest"), Options(scale="single"), Options(scale=NOTHING)
PAGE = Noise(furniture=1, cut=0.1)
WORD = Noise(broken_title=1, sign_off=1)


@dataclass(frozen=True)
class Sample:
    """One shipped report: who and when, how it is printed, and the figure that contradicts its row, if one does."""

    name: str
    agency: str
    year: int
    renderer: str
    noise: Noise = QUIET
    options: Options = MODEST
    contradiction: str = ""
    form: Form = FORM_2021


@dataclass(frozen=True)
class ListSample:
    """One shipped report of the years before the fixed tables: an indicator list with its figures of the year."""

    name: str
    agency: str
    year: int
    renderer: str
    list_id: str
    figures: Mapping[str, int]


SAMPLES = (
    Sample("qinghe-justice-2019", "示例市青禾区司法局", 2019, "html", PAGE, form=FORM_2019),
    Sample("qinghe-justice-2021", "示例市青禾区司法局", 2021, "html", PAGE),
    Sample("qinghe-justice-2022", "示例市青禾区司法局", 2022, "html_gb18030", PAGE),
    Sample("qinghe-justice-2023", "示例市青禾区司法局", 2023, "docx", WORD),
    Sample("shili-police-2022", "示例市公安局", 2022, "docx_numbered", WORD),
    Sample("shili-police-2023", "示例市公安局", 2023, "text_tabbed", Noise(wrap=0.2, broken_title=1)),
    Sample("shili-police-2024", "示例市公安局", 2024, "html_flat", PAGE),
    Sample(
        "bailu-resources-2022",
        "示例市白鹭县自然资源局",
        2022,
        "text_pipes",
        Noise(half_width=1),
        contradiction="t3_requests.granted.total",
    ),
    Sample("bailu-resources-2023", "示例市白鹭县自然资源局", 2023, "markdown"),
    Sample("songguo-transport-2023", "示例市松果区交通运输局", 2023, "text_rows_tabs"),
    Sample("songguo-transport-2024", "示例市松果区交通运输局", 2024, "text_rows_spaces"),
    Sample(
        "shiliu-town-2024",
        "示例市白鹭县石榴镇人民政府",
        2024,
        "html",
        PAGE,
        Options(scale="modest", blank_organisations=1, unit=0.02),
    ),
    Sample("bailu-resources-2024", "示例市白鹭县自然资源局", 2024, "pdf", Noise(sign_off=1, furniture=1)),
    Sample("shiliu-town-2025", "示例市白鹭县石榴镇人民政府", 2025, "pdf_cut", Noise(sign_off=1)),
    Sample("qinghe-justice-2024", "示例市青禾区司法局", 2024, "zip_docx", WORD),
    Sample("qinghe-justice-2025", "示例市青禾区司法局", 2025, "ofd", Noise(sign_off=1)),
    Sample("shili-police-2025", "示例市公安局", 2025, "ofd_cut", Noise(sign_off=1)),
    Sample("songguo-transport-2025", "示例市松果区交通运输局", 2025, "xlsx"),
    Sample("wutong-education-2023", "示例市梧桐湾区教育局", 2023, "text_cells", options=SINGLE),
    Sample("wutong-education-2024", "示例市梧桐湾区教育局", 2024, "text_run_on", options=SINGLE),
    Sample("wutong-education-2025", "示例市梧桐湾区教育局", 2025, "mhtml", PAGE),
    Sample("qinghe-government-2023", "示例市青禾区人民政府", 2023, "html", PAGE),
    Sample("qinghe-government-2024", "示例市青禾区人民政府", 2024, "html", PAGE),
    Sample("lancao-water-2022", "示例市兰草县水利局", 2022, "markdown", options=SILENT),
    Sample("lancao-water-2023", "示例市兰草县水利局", 2023, "text_rows_tabs", options=SILENT),
    Sample("lancao-water-2024", "示例市兰草县水利局", 2024, "html", PAGE, SILENT),
)


LIST_SAMPLES = (
    ListSample(
        "qinghe-justice-2009",
        "示例市青禾区司法局",
        2009,
        "text_pipes",
        "stat_2009_fujian",
        {
            "disclosed_total": 96,
            "disclosed_via_website": 90,
            "disclosed_via_gazette": 6,
            "requests_received": 7,
            "requests_in_person": 4,
            "requests_letter": 3,
            "replies": 7,
            "reply_granted": 6,
            "reply_denied": 1,
        },
    ),
    ListSample(
        "qinghe-justice-2016",
        "示例市青禾区司法局",
        2016,
        "docx",
        "stat_2014",
        {
            "disclosed_total": 212,
            "disclosed_normative_documents": 3,
            "normative_documents_issued": 4,
            "disclosed_via_gazette": 5,
            "disclosed_via_website": 212,
            "disclosed_via_wechat": 61,
            "requests_received": 18,
            "requests_in_person": 6,
            "requests_online": 11,
            "requests_letter": 1,
            "requests_closed": 18,
            "requests_closed_on_time": 17,
            "requests_closed_extended": 1,
            "replies": 18,
            "reply_already_public": 5,
            "reply_granted": 9,
            "reply_partially_granted": 1,
            "reply_denied": 1,
            "reply_denied_privacy": 1,
            "reply_not_exist": 2,
            "review_total": 1,
            "review_upheld": 1,
            "reading_points": 2,
            "staff_total": 4,
            "staff_full_time": 1,
            "staff_part_time": 3,
            "work_meetings": 2,
            "training_sessions": 1,
            "trainees": 33,
        },
    ),
)


def list_truths() -> Iterator[tuple[ListSample, ListTruth]]:
    """Every sample with a list, and what it says."""
    for sample in LIST_SAMPLES:
        rng = Random(sample.name)
        yield (
            sample,
            random_list(rng, sample.list_id, agency=sample.agency, year=sample.year, figures=sample.figures),
        )


def truths() -> Iterator[tuple[Sample, Truth]]:
    """Every sample with what it says; an agency's 上年结转 is what it carried over the year before."""
    carried: dict[tuple[str, int], dict[str, int]] = {}
    for sample in SAMPLES:
        opening = carried.get((sample.agency, sample.year - 1))
        rng = Random(sample.name)
        truth = random_truth(
            rng, sample.options, agency=sample.agency, year=sample.year, opening=opening, form=sample.form
        )
        row = "t3_requests.carried_over_out"
        carried[sample.agency, sample.year] = {
            column: int(truth.expected(f"{row}.{column}")[0] or 0) for column in truth.form.applicants
        }
        yield sample, contradicted(truth, sample.contradiction) if sample.contradiction else truth


def contradicted(truth: Truth, code: str) -> Truth:
    """The same report with one figure two too high."""
    value = (truth.expected(code)[0] or 0) + 2
    return replace(
        truth,
        cells={**truth.cells, code: str(value)},
        expectations={**truth.expectations, code: (value, "number")},
    )


def rendered() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every sample."""
    for sample, truth in truths():
        renderer = RENDERERS[sample.renderer]
        yield sample.name + renderer.suffix, renderer(truth, sample.noise, Random(sample.name))
    for listed, told in list_truths():
        renderer = RENDERERS[listed.renderer]
        yield listed.name + renderer.suffix, renderer.write(told.document, QUIET, Random(listed.name))


def main(folder: Path = FOLDER) -> None:
    """Writes all samples into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rendered():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
