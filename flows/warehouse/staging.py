"""The staged tables: what a batch of documents looks like on its way into the warehouse; `sql/load` reads them by these
names.

`doc` numbers the documents within a batch; the load joins agency, year and revision to it. Each document is a row of
``staged_document`` for each publication of the batch that has it: `position` 0 is the main one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from xxgk.flows.warehouse.summary import UNREACHABLE

TEXT, SMALL, INT, REAL, SURE, FLAG = pa.string(), pa.int16(), pa.int32(), pa.float64(), pa.float32(), pa.bool_()
WORD = pa.dictionary(INT, TEXT)
"""Text of which there are few different ones among many: a number for each row, and the words beside."""

SCHEMAS: Mapping[str, pa.Schema] = {
    "staged_document": pa.schema(
        {
            "doc": INT,
            "publication": TEXT,
            "position": SMALL,
            "agency_id": TEXT,
            "year": SMALL,
            "sha256": TEXT,
            "media_type": TEXT,
            "size_bytes": pa.int64(),
            "source": TEXT,
            "reader": TEXT,
            "layouts": pa.list_(TEXT),
            "outcome": TEXT,
            "reason": TEXT,
            "is_settled": FLAG,
        }
    ),
    "staged_unread": pa.schema({"publication": TEXT, "seconds": REAL}),
    "staged_heeded": pa.schema({"publication": TEXT, "digest": TEXT}),
    "staged_bundle": pa.schema({"publication": TEXT, "position": SMALL, "sha256": TEXT}),
    "staged_report": pa.schema(
        {
            "doc": INT,
            "agency_id": TEXT,
            "agency_name": TEXT,
            "agency_printed": TEXT,
            "agency_resolved": FLAG,
            "year": SMALL,
            "title": TEXT,
            "published_on": pa.date32(),
            "first_seen_at": pa.timestamp("us"),
            "outcome": TEXT,
            "published_by": TEXT,
            "signed_on": pa.date32(),
        }
    ),
    "staged_content": pa.schema({"doc": INT, "tables": INT}),
    "staged_report_agency": pa.schema({"doc": INT, "position": SMALL, "role": TEXT, "name": TEXT, "other_id": TEXT}),
    "staged_report_form": pa.schema({"doc": INT, "sheet": TEXT, "form": TEXT}),
    "staged_figure": pa.schema(
        {
            "doc": INT,
            "code": WORD,
            "form": WORD,
            "value": REAL,
            "unit": WORD,
            "state": WORD,
            "raw": TEXT,
            "locator": TEXT,
            "confidence": SURE,
        }
    ),
    "staged_indicator": pa.schema(
        {
            "doc": INT,
            "position": SMALL,
            "code": TEXT,
            "label": TEXT,
            "column_label": TEXT,
            "value": REAL,
            "unit": TEXT,
            "state": TEXT,
            "raw": TEXT,
            "locator": TEXT,
        }
    ),
    "staged_section": pa.schema({"doc": INT, "position": SMALL, "code": TEXT, "title": TEXT, "text": TEXT}),
    "staged_text_figure": pa.schema(
        {
            "doc": INT,
            "code": TEXT,
            "value": REAL,
            "unit": TEXT,
            "approximate": FLAG,
            "state": TEXT,
            "raw": TEXT,
            "sentence": TEXT,
            "section": TEXT,
            "characters_before": INT,
        }
    ),
    "staged_finding": pa.schema(
        {
            "doc": INT,
            "position": INT,
            "rule": TEXT,
            "severity": TEXT,
            "place": TEXT,
            "message": TEXT,
            "left_side": REAL,
            "right_side": REAL,
        }
    ),
}
"""Columns of the staged tables that `sql/load` reads."""


SIGHTINGS = pa.schema(
    {
        "publication": TEXT,
        "sha256": TEXT,
        "position": SMALL,
        "source": TEXT,
        "seen_at": pa.timestamp("us"),
        "site_of": TEXT,
    }
)
"""Columns of a `flows.warehouse.sightings.Sighting`."""

Staged = dict[str, pa.Table]
"""Staged tables by name."""


def join(parts: Sequence[Staged]) -> Staged:
    """Several staged batches as one, their documents numbered on."""
    joined = {name: [empty(name)] for name in SCHEMAS}
    offset = 0
    for part in parts:
        for name, table in part.items():
            if not table.num_rows:
                continue
            if offset and "doc" in table.column_names:
                table = table.set_column(0, "doc", pc.add(table.column("doc"), pa.scalar(offset, INT)))  # noqa: PLW2901
            joined[name].append(table)
        offset += part["staged_document"].num_rows
    return {name: pa.concat_tables(tables) for name, tables in joined.items()}


def there(rows: Staged) -> Staged:
    """The rows without documents that were gone when they were to be read: nothing else is staged of them, and no
    warehouse is to know bytes that nobody has."""
    documents = rows["staged_document"]
    return {**rows, "staged_document": documents.filter(pc.not_equal(documents.column("outcome"), UNREACHABLE))}


@cache
def empty(name: str) -> pa.Table:
    """A staged table without rows. Made when it is asked for: the first array of Arrow reserves a gigabyte of
    addresses, which would count against the memory of a reading process that has not read anything."""
    return SCHEMAS[name].empty_table()
