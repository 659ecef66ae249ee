"""Every write to ratings."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.texts import body
from bailiwick.portal.ratings import queries
from bailiwick.portal.ratings.events import IncidentRated
from bailiwick.portal.ratings.models import Rating
from bailiwick.portal.ratings.types import SCORES
from bailiwick.resolution.incidents.models import Incident

WORDS_LENGTH = 2_000


def rate_incident(incident: Incident, *, by: Actor, score: int, words: str = "") -> Rating:
    """Say how it was handled, 1 to 5: once per closure; within some days the same rating can be changed.

    Raises NotAllowedNow before it is closed, long after, or when the rating stands.
    """
    if score not in SCORES:
        raise Invalid({"score": "Choose one of 1 to 5."})
    said, now = body(words, "words", length=WORDS_LENGTH), clock.now()
    with operation("incident.rate", by=by, subject=incident) as op:
        closed = op.subject
        given = queries.rating(closed)
        if not queries.is_ratable(closed, now) or (given is not None and not given.may_change(now)):
            raise NotAllowedNow(op.verb, closed.state)
        if given is None:
            given = Rating.objects.create(
                incident=closed,
                closure=closed.reopen_count,
                score=score,
                words=said,
                by_id=by.person_id or 0,
                at=now,
            )
        else:
            given.score, given.words, given.changed_at = score, said, now
            given.save(update_fields=["score", "words", "changed_at"])
        op.facts["rating"] = {"score": score, "words": said}
        op.publish(IncidentRated(closed.pk, score))
    return given


def forget_words(person: Person) -> None:
    """Within an erasure: the score stays, what they wrote to it does not."""
    Rating.objects.filter(by=person).exclude(words="").update(words="")
