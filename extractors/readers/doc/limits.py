"""The limits of .doc."""

from __future__ import annotations

from xxgk.extractors.readers import ole
from xxgk.extractors.readers.doc import looks, pieces
from xxgk.schema.limits import BYTES, Limit, LimitTable

LIMITS: LimitTable = {
    "Word (.doc, .wps)": (
        Limit(ole.MAX_STREAM_BYTES, "a stream of the file", BYTES),
        Limit(pieces.MAX_CHARACTERS, "characters"),
        Limit(looks.MAX_STRETCHES, "stretches of one format"),
    ),
}
