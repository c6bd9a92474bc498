"""The guards against wrong figures, each with the tests that fail without it: see `tests.guards.switches`."""
