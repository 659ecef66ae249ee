"""Who may do what with incidents (8.6.1): staff by grant, a customer's people with what they see."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import Rule, granted, register
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident


def _also_own_party(verb: str) -> Rule:
    staff = granted(verb)

    def allows(actor: Actor, incident: Incident | None) -> bool:
        if not actor.within_limits(verb):
            return False
        if not actor.is_outsider:
            return staff(actor, incident)
        if incident is None or incident.party_id != actor.party_id:
            return incident is None
        return queries.sees_whole_party(actor) or queries.is_own(actor, incident)

    return allows


def _also_reporter(verb: str) -> Rule:
    staff = granted(verb)

    def allows(actor: Actor, incident: Incident | None) -> bool:
        is_reporter = incident is not None and incident.reporter_id == actor.person_id is not None
        return (is_reporter and actor.within_limits(verb)) or staff(actor, incident)

    return allows


register("incident.read", "See incidents.", _also_own_party("incident.read"))
register("incident.log", "Log an incident.", _also_own_party("incident.log"))
register("incident.classify", "Say which service and what kind of disturbance it is.")
register("incident.prioritize", "Judge impact and urgency.")
register("incident.assign", "Give it to a team or a person.")
register("incident.start", "Begin to work on it.")
register("incident.escalate", "Ask for more skill or authority.")
register("incident.hold", "Wait, for a reason.")
register("incident.resume", "Go on after waiting.", _also_reporter("incident.resume"))
register("incident.resolve", "Say how the service was restored.")
register(
    "incident.close", "Close it, confirmed or after the time to object.", _also_reporter("incident.close")
)
register("incident.reopen", "Take it up again.", _also_reporter("incident.reopen"))
register("incident.cancel", "Cancel a duplicate or what is no incident.")
register("incident.amend", "Correct its title and description.", _also_reporter("incident.amend"))
register("incident.comment", "Say something about it.", _also_own_party("incident.comment"))
register("incident.attach", "Add a file.", _also_own_party("incident.attach"))
register("incident.link", "Link it to another incident, or take a link back.")
register("incident.watch", "Hear of what happens to it.", _also_own_party("incident.watch"))
register(
    "incident.warn", "Note that a target is at risk or was missed.", lambda actor, _: actor.kind == "system"
)
register("incident.import", "Bring in incidents from another tool.")
register("category.add", "Add an incident category.")
register("category.revise", "Change an incident category.")
register("category.retire", "Retire an incident category.")
register("matrix.revise", "Change the priority matrix.")
