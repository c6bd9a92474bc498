"""What a crawl keeps: raw bytes by their hash, and the ledger of every request."""
