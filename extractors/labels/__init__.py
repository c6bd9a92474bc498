"""Printed labels and values: the words of the forms, and what stands in a cell."""
