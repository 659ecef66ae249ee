"""What can be done with an incident, as resources: each verb's address, and who is offered it now."""

from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work.steps import roles_of
from bailiwick.resolution.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `resource` is the last part of its address, `undoes` that it is the resource's DELETE.

    `key` is the letter for it on the incident's page and, with selected rows, in the queue.
    """

    name: str
    label: str
    resource: str
    icon: str
    undoes: bool = False
    key: str = ""


# Most usual first: the page shows the first few as buttons.
VERBS = (
    Verb("incident.start", "Start work", "work", "player-play", key="s"),
    Verb("incident.resume", "Resume", "waiting", "player-play", undoes=True, key="u"),
    Verb("incident.resolve", "Resolve", "resolution", "circle-check", key="r"),
    Verb("incident.close", "Close", "closure", "circle-minus", key="l"),
    Verb("incident.reopen", "Reopen", "resolution", "history", undoes=True, key="o"),
    Verb("incident.assign", "Assign", "assignment", "user-check", key="a"),
    Verb("incident.classify", "Classify", "classification", "tag", key="y"),
    Verb("incident.prioritize", "Prioritise", "priority", "flame", key="p"),
    Verb("incident.hold", "Put on hold", "waiting", "player-pause", key="w"),
    Verb("incident.escalate", "Escalate", "escalations", "arrow-up", key="e"),
    Verb("incident.amend", "Edit", "details", "pencil", key="d"),
    Verb("incident.cancel", "Cancel", "cancellation", "x", key="z"),
)


def find(resource: str, *, undoes: bool) -> Verb:
    """The verb of an address; raises NotFound."""
    for verb in VERBS:
        if verb.resource == resource and verb.undoes == undoes:
            return verb
    raise NotFound("There is no such page.")


def offered(incident: Incident, actor: Actor, of: Definition) -> list[Verb]:
    """What the actor can do next, as the process's own version and the policies say, most usual first."""
    moves = interpreter.offered(of, incident.state, roles_of(actor, incident, of))
    possible = {move.verb for move in moves if policies.allows(actor, move.verb, incident)}
    return [verb for verb in VERBS if verb.name in possible]
