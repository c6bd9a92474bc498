"""The warehouse as SQL: `tables`, `views`, `load` (one transaction), `derive` (what is computed once for each report),
`cross` (findings between reports), `audit` (failing rows), `examples`,
`site` (what the pages of the explorer show).

Files are run in the order of their names. They are read as text; nothing here is imported by them or imports anything.
"""
