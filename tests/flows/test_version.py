"""The same version, the same program."""

import pytest

from xxgk.flows.version import DECIDING, READING, ROOT, files_of


@pytest.mark.parametrize(
    ("deciding", "folders"), [(DECIDING, ("schema", "extractors", "flows")), (READING, ("schema", "extractors"))]
)
def test_every_file_of_code_or_facts_decides_the_version(deciding, folders):
    decides = set(files_of(deciding))
    files = {path for folder in folders for kind in ("py", "toml") for path in ROOT.joinpath(folder).rglob(f"*.{kind}")}
    assert sorted(str(path.relative_to(ROOT)) for path in files - decides) == []
    assert len(files) > 200
