"""The agencies of the portal are known here too."""

from tests.flows.crawl.conftest import known_agencies

__all__ = ["known_agencies"]
