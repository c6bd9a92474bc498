"""The shipped samples are what the generator writes, and cover every renderer."""

import io
import zipfile

import pytest

from tests.generate.renderers import RENDERERS
from tests.generate.samples import FOLDER, LIST_SAMPLES, SAMPLES, rendered, truths


def content(data):
    """The parts of a Word package (its compression may vary), other files as they are."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("word/document")}


@pytest.mark.parametrize(("name", "data"), list(rendered()), ids=[sample.name for sample in (*SAMPLES, *LIST_SAMPLES)])
def test_the_shipped_file_is_what_the_generator_writes(name, data):
    assert content((FOLDER / name).read_bytes()) == content(data)


def test_every_renderer_and_every_file_has_its_line():
    shipped = {name for name, renderer in RENDERERS.items() if renderer.shipped}
    assert {sample.renderer for sample in SAMPLES} == shipped
    listed = (FOLDER.parents[1] / "docs" / "samples.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in listed for name, _ in rendered())


def test_each_year_opens_with_what_the_last_one_carried_over():
    told = {(sample.agency, sample.year): truth for sample, truth in truths()}
    pairs = [(told[agency, year - 1], truth) for (agency, year), truth in told.items() if (agency, year - 1) in told]
    assert len(pairs) >= 5
    for before, after in pairs:
        left = before.expected("t3_requests.carried_over_out.total")[0]
        assert left == after.expected("t3_requests.carried_over_in.total")[0]
