"""Which announcements somebody may see: staff by grant, customers what is for them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.visibility import Place
from bailiwick.kernel.work.links import RELATES_TO
from bailiwick.kernel.work.models import Link
from bailiwick.portal.announcements.models import Announcement, Concern
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident

KIND = Announcement.subject_type()
LOOKED_AT, MOST, MOST_LINKS = 100, 20, 50
# How long something that is over is still shown on the first page.
SHOWN_AFTER = timedelta(days=1)
MEANT = re.compile(r"\w{4,}")


def visibility(actor: Actor) -> Q:
    """The predicate: staff who may read, everything; a customer's people what is for all or for theirs."""
    if actor.is_outsider:
        return Q(party_id__isnull=True, withdrawn_at=None) | Q(party_id=actor.party_id, withdrawn_at=None)
    if actor.may("announcement.read"):
        return Q()
    within = Q(pk__in=[])
    for kind, of in actor.scopes_for("announcement.read"):
        if kind in ("party", "service"):
            within |= Q(**{f"{kind}_id": of})
    return within


def visible(actor: Actor) -> QuerySet[Announcement]:
    """The announcements that exist for somebody, newest first."""
    return Announcement.objects.filter(visibility(actor)).order_by("-from_at", "-id")


def announcement(actor: Actor, pk: int) -> Announcement:
    """One announcement with its service; raises NotFound."""
    found = _counted(actor, visible(actor)).filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise NotFound("There is no such announcement.")
    return found


def sees(actor: Actor, key: int) -> bool:
    """Whether an announcement is there for the actor."""
    return visible(actor).filter(pk=key).exists()


def places(keys: Collection[int]) -> dict[int, Place]:
    """What announcements are called and where the staff finds them, for entries that the reader may see anyway."""
    named = Announcement.objects.filter(pk__in=keys).values_list("pk", "title")
    return {key: Place(title, f"/announcements/{key}/") for key, title in named}


def _counted(actor: Actor, rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    own = Concern.objects.filter(announcement=OuterRef("pk"), person_id=actor.person_id or 0)
    return rows.select_related("service", "party").annotate(
        concerned=Count("concerns"), is_followed=Exists(own)
    )


def counted(actor: Actor) -> QuerySet[Announcement]:
    """The visible announcements with how many said “me too” (`concerned`), and whether the actor did."""
    return _counted(actor, visible(actor))


def present(actor: Actor, *, besides_over: bool = False) -> list[Announcement]:
    """What is announced for now or later, and unless told otherwise what ended a moment ago; disturbances first."""
    now = clock.now()
    asked = KeptQuery.by(
        actor, Announcement, ("present", besides_over), lambda anybody: _present(anybody, besides_over)
    )
    rows = asked.rows(now=now, shown=now - SHOWN_AFTER)
    return sorted(rows, key=lambda one: (one.is_over(now), one.kind == "planned", one.from_at))


def _present(actor: Actor, besides_over: bool) -> QuerySet[Announcement]:
    open_now = Q(ended_at=None) & (Q(until_at=None) | Q(until_at__gt=Given("now")))
    recent = Q(ended_at__gt=Given("shown"))
    rows = counted(actor).filter(withdrawn_at=None).filter(open_now if besides_over else open_now | recent)
    return rows[:MOST]


def alike(actor: Actor, words: str) -> list[Announcement]:
    """Present announcements that share a word with a text, those that share most first."""
    asked = set(MEANT.findall(words.casefold()))
    shared = [(len(asked & set(MEANT.findall(_text(one)))), one) for one in present(actor, besides_over=True)]
    return [one for count, one in sorted(shared, key=lambda pair: -pair[0]) if count][:3]


def _text(one: Announcement) -> str:
    return f"{one.title} {one.text} {one.service.name if one.service else ''}".casefold()


def concerned_people(of: Announcement) -> list[int]:
    """Who said “me too”."""
    return list(Concern.objects.filter(announcement=of).values_list("person_id", flat=True))


def addressed_people(of: Announcement) -> list[int]:
    """The people of the customer that it is for; nobody when it is for all of them, who read it in the portal."""
    if of.party_id is None:
        return []
    people = Person.objects.filter(party_id=of.party_id, disabled_at=None, account__isnull=False)
    return list(people.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Linked:
    """An incident that an announcement is about."""

    link: Link
    incident: Incident


def linked_incidents(actor: Actor, of: Announcement) -> list[Linked]:
    """The incidents that the announcement is about, as far as the actor may see them."""
    links = list(
        Link.objects.filter(
            from_type=KIND, from_id=of.pk, relation=RELATES_TO, to_type=incidents.KIND, ended_at=None
        )[:MOST_LINKS]
    )
    seen = incidents.visible(actor).in_bulk([link.to_id for link in links])
    return [Linked(link, seen[link.to_id]) for link in links if link.to_id in seen]


def about(actor: Actor, incident: Incident) -> list[Announcement]:
    """The announcements that are linked to an incident, as far as the actor may see them."""
    links = Link.objects.filter(
        from_type=KIND, relation=RELATES_TO, to_type=incidents.KIND, to_id=incident.pk, ended_at=None
    )
    return list(visible(actor).filter(pk__in=links.values("from_id"))[:MOST_LINKS])


def concerns_of(person: Person) -> int:
    """How many announcements a person follows; whoever asks."""
    return Concern.objects.filter(person=person).count()


def published_by(person: Person) -> int:
    """How many announcements a person published; whoever asks."""
    return Announcement.objects.filter(published_by=person).count()
