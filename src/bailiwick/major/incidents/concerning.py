"""What a customer's people may know of the major incidents that hit their customer (8.6.1)."""

from django.db.models import Exists, OuterRef, QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.work.models import Link
from bailiwick.major.incidents.models import Communication, MajorIncident
from bailiwick.major.incidents.queries import linked_incidents
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident

# What runs, as the banner of every page needs it: for the staff all; for a customer's people what hits an incident of
# their customer, which `mine` is, their own before those of others; `said` is the last update to the reader's
# audience. An index of the few that are open answers it.
RUNNING = """
select json_build_object('reference', m.reference, 'title', mine.title, 'lead', p.name,
    'since', m.declared_at, 'service', (select s.name from portfolio_service s
        where s.organization_id = m.organization_id and s.id = w.service_id), 'is_own', mine.is_own,
    'said', coalesce((
        select c.text from resolution_majorcommunication c where c.major_id = m.id
        and c.audience = case when %(party)s::bigint is null then 'staff' else 'customers' end
        and c.organization_id = m.organization_id order by c.at desc, c.id desc limit 1), ''))
from resolution_majorincident m
join work_item w on w.organization_id = m.organization_id and w.id = m.incident_id
join identity_person p on p.organization_id = m.organization_id and p.id = m.lead_id
join lateral (
    select i.title, i.reporter_id = %(person)s or exists(select from work_watcher a
        where a.organization_id = m.organization_id and a.item_id = i.id and a.person_id = %(person)s) as is_own
    from (select w.id union all select l.from_id from work_link l
        where l.organization_id = m.organization_id and l.to_type = 'incident' and l.to_id = w.id
        and l.from_type = 'incident' and l.ended_at is null and %(party)s::bigint is not null) of(id)
    join work_item i on i.organization_id = m.organization_id and i.id = of.id
    where %(party)s::bigint is null or i.party_id = %(party)s::bigint
    order by is_own desc nulls last, i.id = w.id desc, i.id limit 1
) mine on true
where m.organization_id = %(organization)s and m.state in ('running', 'restored') and m.state = 'running'
limit 5
"""


def concerning(actor: Actor) -> QuerySet[MajorIncident]:
    """The major incidents that hit the actor's customer: by their incident, or by one that is linked to it."""
    found = MajorIncident.objects.exclude(state=MajorIncident.State.WITHDRAWN)
    if actor.party_id is None or not actor.within_limits("incident.read"):
        return found.none()
    ours = Incident.objects.filter(party_id=actor.party_id)
    linked = Link.objects.filter(
        Exists(ours.filter(pk=OuterRef("from_id"))),
        ended_at=None, from_type=incidents.KIND, to_type=incidents.KIND, to_id=OuterRef("incident_id"),
    )  # fmt: skip
    hit = Exists(ours.filter(pk=OuterRef("incident_id"))) | Exists(linked)
    return found.filter(hit).select_related("incident")


def concern(actor: Actor, reference: str) -> MajorIncident:
    """One of them ("MAJ-3"); raises NotFound when it is none of theirs."""
    asked = KeptQuery.by(actor, MajorIncident, "concern", _concern)
    found: list[MajorIncident] = asked.rows(reference=reference.upper().replace("\0", ""))
    if not found:
        raise NotFound("There is no such disturbance.")
    return found[0]


def _concern(actor: Actor) -> QuerySet[MajorIncident]:
    return concerning(actor).filter(reference=Given("reference")).order_by("pk")[:1]


def incidents_of(actor: Actor, major: MajorIncident) -> list[Incident]:
    """Which of its incidents the actor may open, its own before the linked ones."""
    keys = [major.incident_id, *(one.pk for one in linked_incidents(major))]
    return sorted(incidents.visible(actor).filter(pk__in=keys), key=lambda one: keys.index(one.pk))


def said_to_customers(major: MajorIncident) -> list[Communication]:
    """What customers were told of it, the newest first."""
    audience = Communication.Audience.CUSTOMERS
    return list(Communication.objects.filter(major=major, audience=audience).order_by("-at", "-id"))


def service_of(major: MajorIncident) -> str:
    """The name of the service that it disturbs, which is no secret; empty when nobody said which."""
    found = Service.objects.filter(pk=major.incident.service_id or 0).values_list("name", flat=True).first()
    return found or ""


def named(major: MajorIncident, own: list[Incident]) -> str:
    """What it is called for somebody: by an incident of theirs, else by the service; what others wrote is not shown."""
    if own:
        return own[0].title
    return service_of(major) or "A service is disturbed"


def parties_hit(major: MajorIncident) -> set[int]:
    """The customers whose people look at pages that it changes."""
    every = [major.incident, *linked_incidents(major)]
    return {one.party_id for one in every if one.party_id is not None}
