"""What stands between tables: a caption, or text that parts them."""

from __future__ import annotations

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise

LONGEST_CAPTION = 80
"""Characters; a paragraph that is longer, or a sentence, parts two blocks of tables."""


def is_narrative(text: str, *, heading: bool = False) -> bool:
    """Whether a text parts what stands before it from what follows: a long one, a sentence, the title of a section, a
    heading that is no label of the forms."""
    if len(text) > LONGEST_CAPTION or "。" in text:
        return True
    key = normalise(text)
    return key in narrative().section_of or (heading and key not in form_labels().all)
