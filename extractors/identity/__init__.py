"""Identity: who reports, and for which year, by what the document says of itself."""
