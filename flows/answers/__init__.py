"""What a person asks of a warehouse: a report, a figure, a query, how things stand."""
