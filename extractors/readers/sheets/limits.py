"""The limits of workbooks."""

from __future__ import annotations

from xxgk.extractors.readers.sheets import guard as sheets
from xxgk.schema.limits import Limit, LimitTable

LIMITS: LimitTable = {
    "Workbooks (.xlsx, .xls)": (
        Limit(sheets.MAX_SHEETS, "sheets"),
        Limit(sheets.MAX_CELLS, "cells of a sheet, from its first to its last, empty ones too"),
        Limit(sheets.MAX_CELLS_OF_ALL, "cells of all sheets"),
    ),
}
