"""The morning after a night: one record of what it was, and its faces: terminal, JSON, page, message, Prefect."""
