"""Generated PDFs with unusual rules and harmless decoration: read or told, never read differently."""
