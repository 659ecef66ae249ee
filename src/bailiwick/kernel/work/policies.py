"""Who may keep views of lists."""

from bailiwick.kernel.ledger.policies import register

register(
    "view.save",
    "Keep a list's filters under a name.",
    lambda actor, _: actor.person_id is not None and actor.within_limits("view.save"),
)
register(
    "view.revise",
    "Change one's own saved view: its name, filters, and whom it is shared with.",
    lambda actor, view: (
        view is not None and view.person_id == actor.person_id and actor.within_limits("view.save")
    ),
)
register(
    "view.arrange",
    "Put the views that one sees into an order of one's own.",
    lambda actor, _: actor.person_id is not None and actor.within_limits("view.save"),
)
register(
    "view.remove",
    "Forget a saved view.",
    lambda actor, view: (
        view is not None and view.person_id == actor.person_id and actor.within_limits("view.save")
    ),
)
