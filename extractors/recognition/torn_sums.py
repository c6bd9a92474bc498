"""Whether the form's own sums prove that the figures above and below a page break are one row of figures.

Where narrow cells wrap their figures over lines, a break may leave «7719» above and «48» below. Nothing but a sum tells
whether these are 771948 or two rows: the row of the form that the label names must add up with the whole figures, and
must not with those above the break alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.recognition.resolve import Equations, equations_of
from xxgk.schema.forms import Form


def prove(label: str, above: Sequence[str], whole: Sequence[str], forms: Sequence[Form]) -> bool:
    """Whether the sums of the row named `label` hold for the `whole` figures (digits, one for each column of the form)
    and fail for those `above` the break; in every form that knows the label."""
    found = list(_equations(label, len(whole), forms))
    if not all(text.isdecimal() for text in (*above, *whole)):
        return False
    return bool(found) and all(
        bool(sums.sums) and sums.row_holds(tuple(whole)) and not sums.row_holds(tuple(above)) for sums in found
    )


def _equations(label: str, columns: int, forms: Sequence[Form]) -> Iterator[Equations]:
    for form in forms:
        for sheet in form.sheets:
            for entry, score in labels_of(sheet).match(label):
                table, _ = sheet.entries[entry]
                if score == EXACT and len(table.columns) == columns:
                    yield equations_of(form)[table.id]
