"""Who may judge conformity."""

from bailiwick.kernel.ledger.policies import register

register("evidence.assess", "Judge requirements on the records and keep the result.")
register("evidence.read", "See how requirements stand.")
