"""Generated documents that other programs print or convert, read again: nothing is read wrongly, and what is lost."""
