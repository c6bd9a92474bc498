"""Readers: one for each container, all giving the same blocks (`schema.document`)."""
