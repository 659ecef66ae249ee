"""What holds an incident back from being closed: modules above say so here, by a sentence or nothing."""

from collections.abc import Callable

from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.resolution.incidents.models import Incident

HOLDS: list[Callable[[Incident], str]] = []


class HeldBack(NotAllowedNow):
    """Something else has to be done before the incident may be closed."""


def check(incident: Incident) -> None:
    """Raise HeldBack when something is in the way."""
    for reason in filter(None, (hold(incident) for hold in HOLDS)):
        held = HeldBack("incident.close", incident.state)
        held.message, held.args = reason, (reason,)
        raise held
