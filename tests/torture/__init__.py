"""What becomes of the four stores (archive, ledger, working warehouse, releases) when one of them is damaged or lost,
or the process dies, at any moment: ``make torture``."""
