"""Readers: one for each container, all giving the same blocks (`schema.document`).

A container that wants several modules has a room of its own, with its `reader` as the door; `pages` holds what all
paged containers share.
"""
