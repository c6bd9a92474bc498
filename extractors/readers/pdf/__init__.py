"""PDF: characters and rulings by pdfium, and pdfplumber as the second, independent reader."""
