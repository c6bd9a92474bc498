"""Print in which the lines of a cell stand beside those of others: what belongs together is told by words."""
