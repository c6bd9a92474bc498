"""The records of the ledger's rows are its tables, column by column."""

import pytest

from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import COLUMNS, KEYS, TABLE_OF, VersionRow

KINDS = {"int": {"INTEGER", "SMALLINT", "BIGINT"}, "str": {"VARCHAR", "TIMESTAMP", "DATE"}, "bool": {"BOOLEAN"}}


def tuple_of(*columns):
    return columns


@pytest.mark.parametrize("kind", TABLE_OF, ids=TABLE_OF.get)
def test_a_record_has_the_columns_of_its_table(tmp_path, kind):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        told = ledger.ask(tuple_of, 'SELECT name, type, "notnull" FROM pragma_table_info(?)', TABLE_OF[kind])
    types = {name: (declared, bool(not_null)) for name, declared, not_null in told}
    fields = dict(zip(COLUMNS[kind], kind.__annotations__.values(), strict=True))
    assert fields.keys() == types.keys()
    for name, annotation in fields.items():
        base, _, none = annotation.__forward_arg__.partition(" | ")
        assert (types[name][0] in KINDS[base], types[name][1]) == (True, not none), name


@pytest.mark.parametrize("kind", TABLE_OF, ids=TABLE_OF.get)
def test_a_record_is_known_by_the_key_of_its_table(tmp_path, kind):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        indices = ledger.ask(str, 'SELECT name FROM pragma_index_list(?) WHERE "unique"', TABLE_OF[kind])
        unique = [tuple(ledger.ask(str, "SELECT name FROM pragma_index_info(?)", name)) for name in indices]
    assert KEYS[kind] in unique


def test_a_row_that_is_put_is_read_as_it_was_and_stands_in_place_of_the_one_with_its_key(tmp_path):
    at = "2026-01-20 00:00:00"
    version = VersionRow("a.test/1", 1, 7, at, at, "aa", "bb", "http://a.test/1", is_loaded=False, lost_at=None)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.put(version, version._replace(version=2), version._replace(is_loaded=True))
        assert ledger.read(VersionRow, "ORDER BY version") == [
            version._replace(is_loaded=True),
            version._replace(version=2),
        ]
        assert ledger.first(VersionRow, "WHERE version = ?", 3) is None
