"""What customers say and are told: ratings of what was closed, and announcements."""

from datetime import datetime, timedelta

from bailiwick.kernel.base import clock
from bailiwick.portal.announcements.operations import (
    join_announcement,
    link_announcement,
    publish_announcement,
)
from bailiwick.portal.announcements.types import Notice
from bailiwick.portal.ratings.operations import rate_incident
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.demo.chance import chance
from bailiwick.site.demo.organization import Scenery
from bailiwick.site.demo.people import Roll

RATED, MOST_RATED = 0.4, 200
SCORES, WEIGHTS = (5, 4, 3, 2, 1), (30, 38, 18, 9, 5)
WORDS = {
    5: ("Quick and friendly.", "Solved before I had finished my coffee.", ""),
    4: ("Fine, thank you.", "It took a second call, but then it was quick.", ""),
    3: ("It works, but nobody told me for hours.", "", ""),
    2: ("I had to explain it three times.", "Too slow for a morning shift."),
    1: ("It came back the next day.", "We lost a ship's slot over this."),
}


def tell_customers(scenery: Scenery, roll: Roll, seed: int, as_of: datetime) -> None:
    """Let customers rate what was closed, and the desk announce what is going on."""
    _rate(scenery, seed, as_of)
    _announce(scenery, roll, as_of)


def _rate(scenery: Scenery, seed: int, as_of: datetime) -> None:
    rng = chance(seed, "ratings")
    actors = {person.pk: key for key, person in scenery.people.items() if person.party_id is not None}
    closed = Incident.objects.filter(
        category="closed", resolved_at__isnull=False, closed_at__isnull=False, reporter_id__in=actors
    )
    for incident in closed.order_by("-closed_at", "pk")[: int(MOST_RATED / RATED)]:
        assert incident.closed_at is not None
        at = incident.closed_at + timedelta(minutes=rng.randint(5, 2_000))
        score = rng.choices(SCORES, WEIGHTS)[0]
        words = rng.choice(WORDS[score])
        if rng.random() < RATED and at < as_of:
            with clock.at(at):
                by = scenery.actor(actors[incident.reporter_id or 0])
                rate_incident(incident, by=by, score=score, words=words)


def _announce(scenery: Scenery, roll: Roll, as_of: datetime) -> None:
    desk = scenery.actor(roll.team("desk")[0].key)
    service = next(iter(scenery.services.values()))
    with clock.at(as_of - timedelta(hours=2)):
        disturbed = publish_announcement(
            Notice(
                title=f"{service.name} answers slowly",
                text="We look for the cause. Whoever can wait: please try again in an hour.\n\nNext news at noon.",
                service=service,
                from_at=as_of - timedelta(hours=3),
            ),
            by=desk,
        )
    with clock.at(as_of - timedelta(hours=1)):
        publish_announcement(
            Notice(
                kind="planned",
                title="New release of the booking system",
                text="It is not there for up to two hours. What you enter before is kept.",
                from_at=as_of + timedelta(days=4),
                until_at=as_of + timedelta(days=4, hours=2),
            ),
            by=desk,
        )
        for incident in Incident.objects.filter(service_id=service.pk, is_live=True).order_by("-pk")[:3]:
            link_announcement(disturbed, by=desk, incident=incident)
        for member in [one for one in roll.outside if one.login]:
            join_announcement(disturbed, by=scenery.actor(member.key))
