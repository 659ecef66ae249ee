"""What somebody may see of incidents: one predicate, used by every list, page, search, export and feed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db.models import Q, QuerySet

from bailiwick.agreements.levels.queries import CANDIDATES, Agreed, agreement_for, read_candidates
from bailiwick.agreements.levels.types import Terms
from bailiwick.kernel.base import statements, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery, by_key
from bailiwick.kernel.base.together import asked_once
from bailiwick.kernel.identity.queries import holders_of
from bailiwick.kernel.ledger.visibility import Place
from bailiwick.kernel.search import index
from bailiwick.kernel.work.links import BY_HAND, DUPLICATES, LABELS, MERGED_INTO
from bailiwick.kernel.work.models import Clock, Comment, Link, Watcher, WorkItem
from bailiwick.kernel.work.relations.queries import with_open_parts
from bailiwick.kernel.work.types import ClockTerms
from bailiwick.resolution.incidents.models import Category, Incident, PriorityMatrix

KIND, MANAGER = "incident", "IM"
MOST_LINKS = 200
SCOPE_FIELDS = {"team": "team_id", "party": "party_id", "service": "service_id"}


def visibility(actor: Actor) -> Q:
    """The predicate: staff who may read all; staff for their teams, customers and services; customers their own.

    A customer's people see what they reported or watch; with a grant to read for their customer, all of it.
    """
    if not actor.within_limits("incident.read"):
        return Q(pk__in=[])
    if actor.is_outsider:
        of_party = Q(party_id=actor.party_id)
        return of_party if sees_whole_party(actor) else of_party & Q(pk__in=_own(actor))
    if actor.may("incident.read"):
        return Q()
    own = Q(reporter_id=actor.person_id) | Q(assignee_id=actor.person_id)
    for kind, of in actor.scopes_for("incident.read"):
        own |= Q(**{SCOPE_FIELDS[kind]: of})
    return own


def sees_whole_party(actor: Actor) -> bool:
    """Whether one of a customer's people sees what the others of it reported: a coordinator, by grant."""
    party = frozenset({("party", actor.party_id or 0)})
    return actor.is_outsider and actor.may("incident.read", party)


def is_own(actor: Actor, incident: Incident) -> bool:
    """Whether a customer's person reported the incident or watches it."""
    if actor.person_id is None or incident.party_id != actor.party_id:
        return False
    if incident.reporter_id == actor.person_id:
        return True
    return Watcher.objects.filter(item_id=incident.pk, person_id=actor.person_id).exists()


def _own(actor: Actor) -> QuerySet[WorkItem, Any]:
    """Keys of what somebody reported or watches; both are looked up by index, however much their customer has."""
    person_id = actor.person_id or 0
    reported = WorkItem.objects.filter(reporter_id=person_id, kind=KIND).values_list("pk")
    watched = Watcher.objects.filter(person_id=person_id).values_list("item_id")
    return reported.union(watched, all=True)


def visible(actor: Actor) -> QuerySet[Incident]:
    """The incidents that exist for somebody."""
    return Incident.objects.filter(visibility(actor))


def incident(actor: Actor, reference: str) -> Incident:
    """One incident by its reference ("INC-42", "42") or by the number it had in the tool that it came from.

    Raises NotFound when it is not there for the actor.
    """
    digits = reference.upper().removeprefix("INC-").lstrip("0")
    found: Incident | None = None
    if digits.isascii() and digits.isdigit() and len(digits) < 19:
        asked = KeptQuery.by(actor, Incident, "one", _numbered)
        found = next(iter(asked.rows(number=int(digits))), None)
    if found is None and reference:
        named = visible(actor).filter(origin_number=reference.replace("\0", "")).exclude(origin_number="")
        found = named.order_by("origin_system", "pk").first()
    if found is None:
        raise NotFound("There is no such incident.")
    return found


def _numbered(actor: Actor) -> QuerySet[Incident]:
    whole = visible(actor).select_related("reporter", "assignee", "team", "party", "classification")
    return whole.filter(kind=KIND, number=Given("number"))


def titles(actor: Actor, references: Sequence[str]) -> dict[str, str]:
    """The titles of those of the references that the actor may see."""
    numbers = [int(one[4:]) for one in references if one.startswith("INC-") and one[4:].isdecimal()]
    named = visible(actor).filter(kind=KIND, number__in=[one for one in numbers if one < 2**63])
    return dict(named.values_list("reference", "title")) if numbers else {}


def sees(actor: Actor, key: int) -> bool:
    """Whether an incident is there for the actor."""
    return visible(actor).filter(pk=key).exists()


def places(keys: Collection[int]) -> dict[int, Place]:
    """What incidents are called and where their pages are, for entries that the reader may see anyway."""
    named = Incident.objects.filter(pk__in=keys).values_list("pk", "reference")
    return {key: Place(reference, f"/incidents/{reference}/") for key, reference in named}


def party_of(key: int) -> int | None:
    """The customer whom an incident belongs to, whoever asks."""
    found = by_key(Incident)(key)
    return found.party_id if found else None


def repeated(actor: Actor, duplicate: Incident) -> Incident | None:
    """The incident that a cancelled one repeats or was merged into, if the actor may see it."""
    links = Link.objects.filter(
        from_type=KIND, from_id=duplicate.pk, relation__in=(DUPLICATES, MERGED_INTO),
        to_type=KIND, ended_at=None,
    )  # fmt: skip
    return visible(actor).filter(pk__in=links.values("to_id")).first()


@dataclass(frozen=True, slots=True)
class Linked:
    """One relation of an incident to another: what it is called here, and whether people may take it back."""

    link: Link
    label: str
    other: Incident
    is_by_hand: bool


def linked(actor: Actor, incident: Incident) -> list[Linked]:
    """The relations of an incident to others that the actor may see, those it began first, the oldest first."""
    own = Q(from_type=KIND, from_id=incident.pk, to_type=KIND)
    others = Q(to_type=KIND, to_id=incident.pk, from_type=KIND)
    links = list(Link.objects.filter(own | others, ended_at=None).order_by("id")[:MOST_LINKS])
    ends = {link.pk: (link.to_id, 0) if link.from_id == incident.pk else (link.from_id, 1) for link in links}
    seen = visible(actor).in_bulk([key for key, _ in ends.values()])
    found = [
        Linked(
            link, LABELS[link.relation][ends[link.pk][1]], seen[ends[link.pk][0]], link.relation in BY_HAND
        )
        for link in links
        if link.relation in LABELS and ends[link.pk][0] in seen
    ]
    return sorted(found, key=lambda one: ends[one.link.pk][1])


def linked_by(actor: Actor, incident: Incident, pk: int) -> Linked:
    """One relation of the incident; raises NotFound when it is not there for the actor."""
    found = next((one for one in linked(actor, incident) if one.link.pk == pk), None)
    if found is None:
        raise NotFound("There is no such link.")
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


def categories() -> QuerySet[Category]:
    """Every category, those out of use too."""
    return Category.objects.select_related("parent")


def categories_in_use() -> QuerySet[Category]:
    """What an incident can be put into, by name."""
    return Category.objects.filter(retired_at__isnull=True).order_by("name")


def comments(actor: Actor, of: Incident) -> QuerySet[Comment]:
    """What was said about an incident; a customer sees what is public."""
    said = Comment.objects.filter(item=of).select_related("author")
    return said.filter(is_public=True) if actor.is_outsider else said


def watchers(of: Incident) -> list[tuple[int, str]]:
    """(id, name) of those who hear of an incident, by name."""
    found = Watcher.objects.filter(item=of).order_by("person__name", "person_id")
    return list(found.values_list("person_id", "person__name"))


def clocks(of: Incident) -> QuerySet[Clock]:
    """The clocks of an incident."""
    return Clock.objects.filter(item=of).order_by("metric")


def clocks_to_note(at: datetime, most: int) -> list[tuple[int, str]]:
    """(incident, metric) of the running clocks past their warning or due instant that is not noted yet."""
    running = Clock.objects.filter(state=Clock.State.RUNNING, item__kind=KIND).filter(
        Q(warn_at__lte=at, warned_at__isnull=True) | Q(due_at__lte=at, breached_at__isnull=True)
    )
    return list(running.order_by("due_at").values_list("item_id", "metric")[:most])


def unanswered(resolved_until: datetime, most: int) -> list[Incident]:
    """Incidents that were resolved by an instant and are still open to objection, the oldest first."""
    resolved = Incident.objects.filter(category="resolved", resolved_at__lte=resolved_until)
    waiting = resolved.filter(~with_open_parts(KIND))
    return list(waiting.order_by("resolved_at")[:most])


def matrices() -> QuerySet[PriorityMatrix]:
    """Every version of the priority matrix."""
    return PriorityMatrix.objects.all()


@asked_once
def newest_matrix() -> PriorityMatrix | None:
    """The priority matrix in force; None before the first."""
    return matrices().order_by("-number").first()


def current_matrix() -> PriorityMatrix:
    """The matrix in force; raises NotFound before the organization has one."""
    matrix = newest_matrix()
    if matrix is None:
        raise NotFound("The organization has no priority matrix yet.")
    return matrix


@dataclass(frozen=True, slots=True)
class Start:
    """What a new incident begins with: the process version and matrix in force, its key and number, what was agreed."""

    process_id: int
    matrix: PriorityMatrix
    key: int
    number: int
    agreed: Agreed


_START = f"""
select p.id, m.id, m.number, m.cells::text, nextval(pg_get_serial_sequence('work_item', 'id')), n.number, {CANDIDATES}
from work_next_numbers('incident', 1) as n(number)
left join lateral (select id from process_processversion where organization_id = $1::bigint
    and code = 'incident' order by number desc limit 1) p on true
left join lateral (select id, number, cells from resolution_prioritymatrix
    where organization_id = $1::bigint order by number desc limit 1) m on true
"""  # noqa: S608 - no value is in it


def start(service_id: int | None, party_id: int | None, at: datetime) -> Start:
    """What an incident opened at an instant begins with, in one query; raises NotFound before the process is set up."""
    [(process_id, matrix_id, matrix_number, cells, key, number, agreed)] = statements.rows(
        _START, [tenant.current(), service_id, party_id, at.astimezone(UTC).date()]
    )
    if process_id is None or matrix_id is None:
        raise NotFound("The incident process is not set up here yet.")
    matrix = PriorityMatrix(pk=matrix_id, number=matrix_number, cells=orjson.loads(cells))
    return Start(process_id, matrix, key, number, read_candidates(agreed))


def managers(incident: Incident) -> tuple[int, ...]:
    """Who holds the role of incident manager today, everywhere or where the incident belongs."""
    return holders_of(MANAGER, incident.scopes())


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
