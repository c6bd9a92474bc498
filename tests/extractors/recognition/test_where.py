"""Printed rows are known by their place in the document."""

from tests.extractors.tables_by_hand import table
from xxgk.extractors.recognition.tables import table_blocks
from xxgk.schema.document import Paragraph


def test_a_row_has_the_number_of_its_table_among_all_blocks_and_its_own():
    rows = table(["规章", 1], ["规章", 1])
    (block,) = table_blocks([Paragraph("附表", "x"), rows, rows, rows], besides={2})
    assert [row.where for row in block.printed()] == [(1, 0), (1, 1), (3, 0), (3, 1)]
