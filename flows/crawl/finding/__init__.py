"""From sources to the reports that they list."""
