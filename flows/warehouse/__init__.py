"""The DuckDB file: its tables, what is staged for them, what its dictionary says."""
