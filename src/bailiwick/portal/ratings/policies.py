"""Who may rate: whoever reported the incident, and nobody for them."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import register
from bailiwick.resolution.incidents.models import Incident

VERB = "incident.rate"


def _reporter(actor: Actor, incident: Incident | None) -> bool:
    if actor.person_id is None or not actor.within_limits(VERB):
        return False
    return incident is None or incident.reporter_id == actor.person_id


register(VERB, "Say how an incident that one reported was handled.", _reporter)
