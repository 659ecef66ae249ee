"""Read what people chose about being seen."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.presence.models import Unseen


def is_seen(actor: Actor) -> bool:
    """Whether colleagues see where the actor is."""
    return not Unseen.objects.filter(person_id=actor.person_id or 0).exists()
