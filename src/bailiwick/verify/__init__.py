"""Checks an exported ledger pack offline, apart from the rest of the product."""
