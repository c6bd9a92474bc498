"""Scans and pictures, by OCR with the `ocr` extra: words assigned to the rules of the page."""
