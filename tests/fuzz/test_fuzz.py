"""400 inputs of the fuzzer by default, read in this process (some 3 s of the processor); `make fuzz` reads 100,000."""

import os

import pytest

from tests.fuzz.corpus import BASES, _made, document
from tests.fuzz.inputs import made, names
from tests.fuzz.running import SECONDS, judged

INPUTS = int(os.environ.get("XXGK_INPUTS", "400"))
PARTS = 8


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_done_to_a_document_it_is_read_or_refused(part):
    told = [judged(name) for name in names(1, INPUTS // PARTS, first=part * (INPUTS // PARTS))]
    wrong = {one.name: one.wrong for one in told if one.wrong}
    assert not wrong, f"python -m tests.fuzz --again {next(iter(wrong))}"
    assert max(one.seconds for one in told) < SECONDS


def test_a_name_makes_the_same_bytes_again_and_fewer_edits_where_it_says_so():
    whole = next(one for one in map(made, names(1, 100)) if len(one.edits) > 2)
    assert made(whole.name).data == whole.data
    assert made(f"{whole.name}:1").edits == whole.edits[1:2]


@pytest.mark.parametrize("name", BASES)
def test_documents_of_the_corpus_are_read(name):
    base = BASES[name]
    if base.is_of_the_form:
        base.structure.closed(base.structure.opened(document(name)))


def test_the_corpus_is_what_the_generators_make():
    assert [name for name, data in _made() if data != document(name)] == []
