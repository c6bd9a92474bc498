"""Tricks: documents whose bytes say something else than their picture, and decorations that only look like it."""

from tests.generate.tricks import in_doc, in_excel_2003, in_ofd, in_pdf, in_sheets, in_word, in_xls, on_pages

CONTAINERS = {
    "html": on_pages,
    "pdf": in_pdf,
    "docx": in_word,
    "doc": in_doc,
    "xlsx": in_sheets,
    "ofd": in_ofd,
    "excel_2003": in_excel_2003,
    "xls": in_xls,
}
"""The modules that print them, by container: each has `TRICKS`, `DECORATION` and `printed`."""
