"""What runs from beginning to end: an ingest, a night, a backfill, reading again, making anew."""
