"""One verb over many records: each is an operation of its own, with its own outcome."""
