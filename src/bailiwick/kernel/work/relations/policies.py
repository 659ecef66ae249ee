"""Who may join, merge and split work, and take up an escalation."""

from bailiwick.kernel.ledger.policies import register

register("work.adopt", "Make an item a part of another, or take it out again.")
register("work.merge", "Close an item as the same as another, in which it goes on.")
register("work.absorb", "Take over what belonged to an item that was merged here, or give it back.")
register("work.unmerge", "Take a merged item apart again.")
register("work.split", "Split a new item off from another.")
register(
    "work.acknowledge",
    "Take up an escalation.",
    lambda actor, _: not actor.is_outsider and actor.within_limits("work.acknowledge"),
)
