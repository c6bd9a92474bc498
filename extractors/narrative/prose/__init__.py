"""Figures told in the prose of a report: numerals, what a sentence is about, and which quantity it tells."""
