"""What tests measure is told at the end of the run."""

import pytest

_TOLD = pytest.StashKey[list[str]]()


@pytest.fixture
def tell(request):
    """A function that prints a line in the summary of the run."""
    return request.config.stash.setdefault(_TOLD, []).append


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(_TOLD, []):
        terminalreporter.write_line(line)
