"""What somebody may see of major incidents, and what the records say of them (8.6.1)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.queries import holders_of
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.visibility import Place
from bailiwick.kernel.work.models import Link
from bailiwick.major.incidents.models import (
    Communication,
    CriterionVersion,
    MajorIncident,
    MajorIncidentCriterion,
    MajorIncidentProcedure,
    MajorIncidentReview,
    Milestone,
    Proposal,
)
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident

KIND = "major_incident"
OPEN = (MajorIncident.State.RUNNING, MajorIncident.State.RESTORED)
LEADERS = "MIM"
TOP = "TM"
MOST = 200


def visible(actor: Actor) -> QuerySet[MajorIncident]:
    """All of the staff see all of them: whoever works here has to know; nobody else sees any."""
    found = MajorIncident.objects.select_related("incident", "lead", "procedure")
    return found if policies.allows(actor, "major_incident.read") else found.none()


def major(actor: Actor, reference: str) -> MajorIncident:
    """One major incident ("MAJ-3"); raises NotFound when it is not there for the actor."""
    asked = KeptQuery.by(actor, MajorIncident, "one", _referred)
    found: list[MajorIncident] = asked.rows(reference=reference.upper().replace("\0", ""))
    if not found:
        raise NotFound("There is no such major incident.")
    return found[0]


def _referred(actor: Actor) -> QuerySet[MajorIncident]:
    whole = visible(actor).select_related("criterion__criterion", "declared_by")
    return whole.filter(reference=Given("reference")).order_by("pk")[:1]


def sees(actor: Actor, key: int) -> bool:
    """Whether a major incident is there for the actor."""
    return visible(actor).filter(pk=key).exists()


def places(keys: Collection[int]) -> dict[int, Place]:
    """What major incidents are called and where their pages are, for entries that the reader may see anyway."""
    named = MajorIncident.objects.filter(pk__in=keys).values_list("pk", "reference")
    return {key: Place(reference, f"/major-incidents/{reference}/") for key, reference in named}


def criteria() -> QuerySet[MajorIncidentCriterion]:
    """Every criterion, those out of use too."""
    return MajorIncidentCriterion.objects.select_related("current")


def criteria_in_force() -> list[CriterionVersion]:
    """What counts today, by name."""
    found = CriterionVersion.objects.filter(
        pk__in=MajorIncidentCriterion.objects.filter(retired_at=None).values("current_id")
    )
    return list(found.select_related("criterion").order_by("criterion__name")[:MOST])


def criterion_in_force(pk: int) -> CriterionVersion:
    """The version in force of a criterion, by the criterion's key; raises NotFound."""
    found = next((one for one in criteria_in_force() if one.criterion_id == pk), None)
    if found is None:
        raise NotFound("There is no such criterion in force.")
    return found


def versions(criterion: MajorIncidentCriterion) -> QuerySet[CriterionVersion]:
    """Every version of a criterion, the newest first."""
    return CriterionVersion.objects.filter(criterion=criterion).order_by("-number")


def procedures() -> QuerySet[MajorIncidentProcedure]:
    """Every version of the procedure."""
    return MajorIncidentProcedure.objects.all()


def procedure_in_force() -> MajorIncidentProcedure | None:
    """The newest version; None before the first."""
    return procedures().order_by("-number").first()


def with_reports(of: QuerySet[Incident]) -> QuerySet[Incident]:
    """Incidents with `reports`: how many there are of the same disturbance, linked ones and itself."""
    linked = Link.objects.filter(ended_at=None, from_type=incidents.KIND, to_type=incidents.KIND)
    to_it = linked.filter(to_id=OuterRef("pk")).order_by().values("to_id").annotate(n=Count("id"))
    return of.annotate(reports=1 + Coalesce(Subquery(to_it.values("n")), 0))


def reaching(found: QuerySet[Incident], criteria: Iterable[CriterionVersion]) -> QuerySet[Incident]:
    """Those incidents that reach one of the criteria, with `reached`, the key of the first that they do."""
    conditions = [(one.pk, _reaches(one)) for one in criteria if one.has_threshold]
    if not conditions:
        return found.none()
    first = Case(
        *(When(reached, then=Value(key)) for key, reached in conditions), output_field=BigIntegerField()
    )
    return with_reports(found).annotate(reached=first).filter(reached__isnull=False)


def _reaches(one: CriterionVersion) -> Q:
    asked = Q()
    if one.priority_at_most is not None:
        asked &= Q(priority__lte=one.priority_at_most)
    if one.reports_at_least is not None:
        asked &= Q(reports__gte=one.reports_at_least)
    if one.service_id is not None:
        asked &= Q(service_id=one.service_id)
    return asked


def to_propose(most: int) -> list[Incident]:
    """Live incidents that reach a criterion, are no major ones and were not looked at for it yet."""
    declared = MajorIncident.objects.exclude(state=MajorIncident.State.WITHDRAWN).values("incident_id")
    decided = Proposal.objects.values("incident_id")
    live = Incident.objects.filter(is_live=True).exclude(pk__in=declared).exclude(pk__in=decided)
    return list(reaching(live, criteria_in_force()).order_by("pk")[:most])


def proposal_of(incident: Incident) -> Proposal | None:
    """The open proposal for an incident, if there is one."""
    waiting = Proposal.objects.filter(incident=incident, state=Proposal.State.OPEN)
    return waiting.select_related("criterion__criterion", "incident").first()


def open_proposal(incident: Incident) -> Proposal:
    """The open proposal for an incident; raises NotFound."""
    found = proposal_of(incident)
    if found is None:
        raise NotFound("Nothing is to be decided about this incident.")
    return found


def proposals(actor: Actor) -> list[Proposal]:
    """What is to be decided, of incidents that the actor may see, the oldest first."""
    waiting = Proposal.objects.filter(
        state=Proposal.State.OPEN, incident__in=incidents.visible(actor).order_by().values("pk")
    )
    return list(waiting.select_related("criterion__criterion", "incident").order_by("id")[:MOST])


def open_major_of(incident: Incident) -> MajorIncident | None:
    """The major incident that an incident is now, if it is one."""
    return MajorIncident.objects.filter(incident=incident, state__in=OPEN).first()


def milestones(of: MajorIncident) -> list[Milestone]:
    """The lines of its timeline, the oldest first, those taken back too."""
    return KeptQuery(Milestone, "timeline", _milestones).rows(major=of.pk)


def _milestones() -> QuerySet[Milestone]:
    return Milestone.objects.filter(major_id=Given("major")).select_related("by").order_by("at", "id")


def communications(of: MajorIncident) -> list[Communication]:
    """Every update, the newest first."""
    return KeptQuery(Communication, "updates", _communications).rows(major=of.pk)


def _communications() -> QuerySet[Communication]:
    found = Communication.objects.filter(major_id=Given("major")).select_related("by")
    return found.order_by("-at", "-id")


def last_of_each(of: MajorIncident) -> dict[str, Communication]:
    """The last update of each audience."""
    found = Communication.objects.filter(major=of).order_by("audience", "-at", "-id").distinct("audience")
    return {one.audience: one for one in found}


def review(of: MajorIncident) -> MajorIncidentReview | None:
    """Its review; None before it was held."""
    return MajorIncidentReview.objects.filter(major=of).first()


def late(at: datetime, most: int) -> list[MajorIncident]:
    """Open major incidents in which something is late that was not warned of yet."""
    due = MajorIncident.objects.filter(state__in=OPEN, due_at__lte=at)
    return list(due.exclude(warned_for__gte=F("due_at")).order_by("due_at")[:most])


def linked_incidents(of: MajorIncident) -> list[Incident]:
    """The other incidents of the same disturbance: those that are linked to it, the oldest first."""
    return KeptQuery(Incident, "linked", _linked).rows(incident=of.incident_id)


def _linked() -> QuerySet[Incident]:
    links = Link.objects.filter(
        ended_at=None, from_type=incidents.KIND, to_type=incidents.KIND, to_id=Given("incident")
    )
    found = Incident.objects.filter(pk__in=links.values("from_id")).select_related("party", "reporter")
    return found.order_by("pk")[:MOST]


def parties_affected(of: MajorIncident) -> list[str]:
    """The customers whose incident it is, or is linked to it, by name."""
    every = [of.incident, *linked_incidents(of)]
    return sorted({one.party.name for one in every if one.party is not None})


def top_management() -> list[int]:
    """Who is told of major incidents: people of top management, and who holds its role; enabled ones."""
    people = Person.objects.filter(is_top_management=True, disabled_at=None).values_list("pk", flat=True)
    return sorted({*people, *holders_of(TOP)})


def leaders(incident: Incident) -> list[int]:
    """Who may be asked to lead: major incident managers and incident managers, where the incident belongs."""
    found = {person for role in (LEADERS, "IM") for person in holders_of(role, incident.scopes())}
    return sorted(found)


def possible_leads() -> QuerySet[Person]:
    """Who can lead one: the staff in use, by name."""
    return Person.objects.filter(party=None, disabled_at=None).order_by("name")


def holds_back(incident: Incident) -> str:
    """Why an incident may not be closed yet (BR-21); empty when it may."""
    found = open_major_of(incident)
    if found is None:
        return ""
    return f"{incident.reference} is the major incident {found.reference}: it is closed after its review."


def parts_taken(person: Person) -> int:
    """How often a person declared, led, noted, told or decided in major incidents; whoever asks."""
    led = MajorIncident.objects.filter(Q(declared_by=person) | Q(lead=person)).count()
    noted = Milestone.objects.filter(by=person).count() + Communication.objects.filter(by=person).count()
    return led + noted + Proposal.objects.filter(decided_by=person).count()
