"""WHEN things run: the pipeline, the Prefect flow around it, the warehouse and the command line."""
