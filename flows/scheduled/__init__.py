"""The Prefect flows: the same jobs, their batches recorded as tasks."""
