"""HOW bytes become a report: readers, layouts, recognition, checks. Pure: no network, clock, database or process."""
