"""Generated documents that other programs print or convert, read again: what is lost, and that nothing is read wrongly."""
