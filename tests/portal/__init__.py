"""A portal to crawl: a real HTTP server on loopback with one virtual host for each family of systems and its quirks."""

from tests.portal.season import Portal, serve

__all__ = ["Portal", "serve"]
