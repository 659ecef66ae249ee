"""What somebody may see of incidents: one predicate, used by every list, page, search, export and feed."""

from django.db.models import Q

from bailiwick.agreements.levels.queries import agreement_for
from bailiwick.agreements.levels.types import Terms
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.search import index
from bailiwick.kernel.work.types import ClockTerms
from bailiwick.resolution.incidents.models import Incident, IncidentQuerySet, PriorityMatrix

KIND = "incident"
SCOPE_FIELDS = {"team": "team_id", "party": "party_id", "service": "service_id"}


def visibility(actor: Actor) -> Q:
    """The predicate: staff who may read all; staff for their teams, customers and services; customers their own."""
    if actor.is_outsider:
        return Q(party_id=actor.party_id)
    if actor.may("incident.read"):
        return Q()
    own = Q(reporter_id=actor.person_id) | Q(assignee_id=actor.person_id)
    for kind, of in actor.scopes_for("incident.read"):
        own |= Q(**{SCOPE_FIELDS[kind]: of})
    return own


def visible(actor: Actor) -> IncidentQuerySet:
    """The incidents that exist for somebody."""
    incidents: IncidentQuerySet = Incident.objects.filter(visibility(actor))  # type: ignore[assignment]
    return incidents


def incident(actor: Actor, reference: str) -> Incident:
    """One incident by its reference ("INC-42", "42"); raises NotFound when it is not there for the actor."""
    digits = reference.upper().removeprefix("INC-").lstrip("0")
    found = None
    if digits.isascii() and digits.isdigit() and len(digits) < 19:
        found = visible(actor).filter(kind=KIND, number=int(digits)).first()
    if found is None:
        raise NotFound("There is no such incident.")
    return found


def search(actor: Actor, words: str, *, before: int | None = None, limit: int = 50) -> list[int]:
    """Ids of visible incidents that contain the words, newest first."""
    hits = index.find(words, KIND, party_id=actor.party_id, before=before, limit=limit)
    seen = set(visible(actor).filter(pk__in=hits).values_list("pk", flat=True))
    return [hit for hit in hits if hit in seen]


def similar(actor: Actor, title: str, *, besides: int | None = None, limit: int = 5) -> list[Incident]:
    """Recent visible incidents that read alike, most alike first."""
    hits = index.similar(title, KIND, party_id=actor.party_id, besides=besides, limit=limit)
    found = visible(actor).in_bulk(hits)
    return [found[hit] for hit in hits if hit in found]


def current_matrix() -> PriorityMatrix:
    """The matrix in force; raises NotFound before the organization has one."""
    matrix = PriorityMatrix.objects.order_by("-number").first()
    if matrix is None:
        raise NotFound("The organization has no priority matrix yet.")
    return matrix


def terms(incident: Incident) -> list[ClockTerms]:
    """What the agreements ask of an incident's clocks; nothing before it has a priority."""
    if incident.priority is None:
        return []
    agreed = agreement_for(incident.service_id, incident.party_id, incident.opened_at)
    return clock_terms(agreed, incident.priority)


def clock_terms(agreed: Terms | None, priority: int | None) -> list[ClockTerms]:
    """What an agreement asks of the clocks of an incident with this priority."""
    if agreed is None:
        return []
    return [
        ClockTerms(
            metric=metric,
            agreement_id=agreed.agreement_id,
            agreement_version=agreed.version,
            calendar_id=agreed.calendar_version_id,
            target_minutes=target.within_minutes,
            warn_percent=target.warn_percent,
        )
        for (metric, of_priority), target in agreed.targets.items()
        if of_priority == priority
    ]
