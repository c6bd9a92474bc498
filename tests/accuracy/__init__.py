"""How exact are we? Counted over documents whose truth is known, and written to ``docs/accuracy.md``."""
