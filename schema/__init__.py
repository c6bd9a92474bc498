"""WHAT a report is: forms, sections and rules as data files, and the records that carry a report through the house."""
