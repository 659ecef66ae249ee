"""Who may read and change service level agreements (8.3.3)."""

from bailiwick.agreements.levels.models import Agreement
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import granted, register


def _readable(actor: Actor, agreement: Agreement | None) -> bool:
    if actor.is_outsider:
        return agreement is not None and agreement.party_id == actor.party_id
    return granted("agreement.read")(actor, agreement)


register(
    "agreement.read", "Read agreements: staff by grant, a party's people those with their party.", _readable
)
register("agreement.add", "Agree service levels.")
register("agreement.revise", "Change what is agreed.")
register("agreement.end", "End an agreement.")
