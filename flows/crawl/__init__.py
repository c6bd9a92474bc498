"""The crawl: which sources there are, what they list, and how it is fetched."""
