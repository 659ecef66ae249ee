"""Who may note time spent."""

from bailiwick.kernel.ledger.policies import register

register("time.record", "Note time spent on a piece of work.")
register("time.correct", "Correct time noted, one's own; others' with every right on time.")
