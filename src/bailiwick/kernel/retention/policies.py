"""Who may say how long things are kept."""

from bailiwick.kernel.ledger.policies import register

register("retention.read", "See how long what is kept is kept.")
register("retention.add", "Say of a kind of record after how long it is erased.")
register("retention.revise", "Change after how long a kind of record is erased.")
register("retention.end", "Stop erasing a kind of record by a rule.")
register("retention.run", "Erase now what a rule says is due.")
