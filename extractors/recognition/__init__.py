"""Recognition: from tables of cells to the figures of the form, one way for every reader and layout."""
