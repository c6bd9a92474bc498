"""Random valid reports and their renderers: the independent truth of the property tests, benchmarks and samples.

Nothing here imports the extractors: what a rendered document says is known from how it was made, never from reading it.
"""
