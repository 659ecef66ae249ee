"""The ledger: every write is an operation, every operation an entry, and no entry can be altered unseen."""
