"""Web pages: a tolerant parse, what the page says of itself, its main content, its print as blocks."""
