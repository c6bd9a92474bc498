"""One run over the sources: what is due, in which order, and what became of it."""
