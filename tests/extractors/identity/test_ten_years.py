"""One agency's reports of ten years, each in another container: it has one identifier."""

from random import Random

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import random_truth
from xxgk.extractors.document import extract

CONTAINERS = (
    *("html", "docx", "pdf", "xlsx", "ofd"),
    *("mhtml", "text_cells", "markdown", "zip_docx", "text_run_on"),
)


def test_an_unregistered_agency_has_one_identifier_in_every_year_and_container():
    found = set()
    for year, container in enumerate(CONTAINERS, 2014):
        document = compose(random_truth(Random(year), agency="云滩市青禾区港航局", year=year), QUIET, Random(year))
        renderer = RENDERERS[container]
        read = extract(renderer.write(document, QUIET, Random(year)), f"report{renderer.suffix}")
        found.add((read.agency.name, read.agency.agency_id, read.year - year))
    assert len(found) == 1
