import tomllib
from pathlib import Path

from tests.package.__main__ import TRIALS
from tests.package.bounds import bounds

LOCK = r"""a-b==1.2 \
    --hash=sha256:00 \
    --hash=sha256:11
    # via c
c==3 ; sys_platform == 'win32' \
    --hash=sha256:22
"""


def test_a_lock_without_its_hashes():
    assert bounds(LOCK) == "a-b==1.2\nc==3 ; sys_platform == 'win32'\n"


def test_every_package_of_ours_is_bound():
    lock = Path(__file__).parents[2].joinpath("requirements.lock").read_text("utf-8")
    assert len(bounds(lock).splitlines()) == sum(
        "==" in line[:60] and not line.startswith(" ") for line in lock.splitlines()
    )


def test_every_extra_is_tried():
    project = Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8")
    extras = tomllib.loads(project)["project"]["optional-dependencies"].keys()
    assert set(TRIALS) == {"", *extras} - {"dev"}
