"""The tests, mirroring the house."""
