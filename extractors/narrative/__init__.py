"""The narrative of a report: title, preamble, sections, topics, sign-off, and what is printed without being any."""
