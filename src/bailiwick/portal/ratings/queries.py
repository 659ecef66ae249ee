"""Ratings, as far as somebody may see their incidents."""

from datetime import datetime

from django.db.models import QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import policies
from bailiwick.portal.ratings.models import Rating
from bailiwick.portal.ratings.policies import VERB
from bailiwick.portal.ratings.types import RATE_WITHIN
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident

MOST = 5


def rating(incident: Incident) -> Rating | None:
    """How the incident's last closure was rated, if it was; the incident is one that the actor may see."""
    return Rating.objects.filter(incident=incident, closure=incident.reopen_count).first()


def is_ratable(incident: Incident, at: datetime) -> bool:
    """Whether its closure can be rated: closed as done, and not long ago."""
    done = incident.category == "closed" and incident.resolved_at is not None
    return done and incident.closed_at is not None and at < incident.closed_at + RATE_WITHIN


def may_rate(actor: Actor, incident: Incident, given: Rating | None) -> bool:
    """Whether the actor can rate it now, or change what they gave."""
    now = clock.now()
    if not policies.allows(actor, VERB, incident) or not is_ratable(incident, now):
        return False
    return given is None or given.may_change(now)


def unrated(actor: Actor) -> list[Incident]:
    """What the actor reported and could rate now, the newest first."""
    asked = KeptQuery.by(actor, Incident, "unrated", _unrated)
    return asked.rows(closed=clock.now() - RATE_WITHIN)


def _unrated(actor: Actor) -> QuerySet[Incident]:
    closed = incidents.visible(actor).filter(
        reporter_id=actor.person_id or 0,
        category="closed",
        resolved_at__isnull=False,
        closed_at__gt=Given("closed"),
    )
    return closed.exclude(pk__in=Rating.objects.values("incident_id")).order_by("-closed_at")[:MOST]


def given_between(start: datetime, end: datetime) -> QuerySet[Rating]:
    """The ratings that were given in a period."""
    return Rating.objects.filter(at__gte=start, at__lt=end)


def ratings_by(person: Person) -> int:
    """How many ratings a person gave; whoever asks."""
    return Rating.objects.filter(by=person).count()
