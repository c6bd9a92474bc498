"""What all tests share: new warehouses are copies of one, and what tests measure is told at the end of the run."""

import gc
import os
import shutil

import pytest

from xxgk.flows.places import wal
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import registry

gc.set_threshold(20_000, 10, 10)
"""Readers make many small things and hardly a cycle: to look for one among every 700 takes a tenth of their time."""

SOAK = "XXGK_SOAK"
"""Set where the tests marked `soak` are to be run."""
_TOLD = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config, items):
    """Leave out what `make soak` runs."""
    if not os.environ.get(SOAK):
        left_out = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


@pytest.fixture
def tell(request):
    """A function that prints a line in the summary of the run."""
    return request.config.stash.setdefault(_TOLD, []).append


def pytest_sessionfinish(session):
    """A worker of a run on many processors hands over what its tests told."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["told"] = session.config.stash.get(_TOLD, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """What a worker has told; one that died told nothing."""
    told = getattr(node, "workeroutput", {}).get("told", [])
    node.config.stash.setdefault(_TOLD, []).extend(told)


def pytest_terminal_summary(terminalreporter, config):
    for line in sorted(config.stash.get(_TOLD, [])):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def _new_warehouses_are_copies(tmp_path_factory):
    """The tables, views and definitions of an empty warehouse are made once: that takes 0.3 s, to copy the file
    nothing."""
    empty, opened = tmp_path_factory.mktemp("empty") / "w.duckdb", Warehouse.__init__

    def copied(self, path, *, read_only=False, fenced=False):
        if not empty.exists():
            opened(self, empty)
            self.refresh(registry().by_name.values())
            self.close()
        if not read_only and path.parent.is_dir() and not path.exists() and not wal(path).exists():
            shutil.copyfile(empty, path)
        opened(self, path, read_only=read_only, fenced=fenced)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Warehouse, "__init__", copied)
        yield
