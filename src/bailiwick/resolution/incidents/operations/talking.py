"""Comment on incidents, amend and watch them."""

from datetime import datetime

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.search import index
from bailiwick.kernel.work.models import Comment, Watcher
from bailiwick.kernel.work.relations.queries import goes_on
from bailiwick.kernel.work.steps import act
from bailiwick.kernel.work.texts import body, line
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.events import IncidentCommented
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.operations.working import respond
from bailiwick.resolution.incidents.rules import IncidentFacts


def comment_incident(
    incident: Incident,
    *,
    by: Actor,
    text: str,
    is_public: bool = True,
    at: datetime | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Comment:
    """Say something: to everybody who sees the incident, or among the staff only."""
    said = body(text, "text", needed=True)
    if by.is_outsider and not is_public:
        raise Refused("Internal notes are for the staff.")
    incident = goes_on(incident, by)
    with act(
        "incident.comment",
        incident,
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, {"text": said}),
    ) as doing:
        comment = Comment.objects.create(
            item_id=incident.pk, at=doing.at, author_id=by.person_id, text=said, is_public=is_public
        )
        if is_public and not by.is_outsider and by.person_id != doing.item.reporter_id:
            respond(doing)
        doing.op.facts["comment"] = comment.pk
        doing.op.publish(IncidentCommented(incident.pk, comment.pk, is_public))
    return comment


def amend_incident(
    incident: Incident,
    *,
    by: Actor,
    title: str | None = None,
    description: str | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Correct what it is called or how it is described; what is not given stays."""
    with act(
        "incident.amend",
        incident,
        by=by,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, {}),
    ) as doing:
        if title is not None:
            doing.set(title=line(title, "title"))
        if description is not None:
            doing.set(description=body(description, "description"))
        index.put(
            queries.KIND,
            incident.pk,
            title=f"{doing.item.reference} {doing.item.title}",
            body=doing.item.searched_body(),
            party_id=doing.item.party_id,
        )
    return doing.item


def watch_incident(incident: Incident, *, by: Actor, person: Person) -> None:
    """Hear of what happens to it; once is enough. Others may be added by staff only."""
    _for_oneself_or_by_staff(by, person)
    with act("incident.watch", incident, by=by, facts=lambda found: IncidentFacts(found, {})) as doing:
        Watcher.objects.get_or_create(item_id=incident.pk, person=person)
        doing.op.facts["watcher"] = person.name


def unwatch_incident(incident: Incident, *, by: Actor, person: Person) -> None:
    """Hear of it no more."""
    _for_oneself_or_by_staff(by, person)
    with act("incident.watch", incident, by=by, facts=lambda found: IncidentFacts(found, {})) as doing:
        Watcher.objects.filter(item_id=incident.pk, person=person).delete()
        doing.op.facts["no_longer_watching"] = person.name


def _for_oneself_or_by_staff(by: Actor, person: Person) -> None:
    if by.is_outsider and person.pk != by.person_id:
        raise Refused("You can watch for yourself only.")
