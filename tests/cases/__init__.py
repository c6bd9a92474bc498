"""Documents beside what is read of them: each case is a file and a JSON of its name, reviewed by a person.

A new case is a new file: put it here and run ``pytest tests/cases``. Its JSON is written, the test fails with "review
me", and who has held every line of it against the document commits both. ``python -m tests.cases.make REPORT`` makes a
case out of a real report, with other names, figures and prose.
"""
