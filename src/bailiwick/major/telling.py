"""What is told of major incidents, and of what happens to their incidents."""

from typing import Any

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.items import may, team_of, watchers
from bailiwick.kernel.notifications.news import Condition, News, Placeholder, Relation, Subject
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.notifications.types import Rule
from bailiwick.major.incidents import events, queries
from bailiwick.major.incidents.deadlines import REVIEW
from bailiwick.major.incidents.models import Communication, MajorIncident
from bailiwick.resolution.incidents.events import IncidentReopened, IncidentResolved
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.telling.subject import INCIDENT

READ = "major_incident.read"
EVERYBODY = ("lead", "top_management", "leaders", "at_work")


def _at_work(major: MajorIncident) -> list[int | None]:
    incident = major.incident
    return [incident.assignee_id, *team_of(incident), *watchers(incident, of_staff=True)]


def _said(event: Any) -> Communication | None:
    return Communication.objects.filter(pk=event.communication_id).first()


def _late(_major: Any, delivery: Delivery) -> str:
    return "is late" if delivery.event.what == REVIEW else "was due"


def _communications(major: MajorIncident) -> dict[str, Any]:
    latest = queries.last_of_each(major).values()
    return {
        f"An update: {one.get_audience_display()}": events.MajorIncidentCommunicated(major.pk, one.pk)
        for one in latest
    }


def _of_its_incident(one: Condition) -> Condition:
    return Condition(one.name, one.title, lambda major, event: one.value(major.incident, event), one.choices)


LEADERS = Relation(
    "leaders",
    "Whoever may lead it: major incident managers and incident managers",
    lambda one, _: queries.leaders(one if isinstance(one, Incident) else one.incident),
    lambda actor: not actor.roles.isdisjoint({queries.LEADERS, "IM"}),
)
MAJOR = Subject(
    name="major_incident",
    title="Major incidents",
    key="major_id",
    find=lambda pk: MajorIncident.objects.select_related("incident", "lead").filter(pk=pk).first(),
    look_up=queries.major,
    sees=queries.sees,
    path=lambda major, _: f"/major-incidents/{major.reference}/",
    relations=(
        Relation("lead", "Its lead", lambda one, _: [one.lead_id], may(READ)),
        Relation("top_management", "Top management", lambda _one, _: queries.top_management(), may(READ)),
        LEADERS,
        Relation(
            "at_work", "Whoever works on the incident or watches it", lambda one, _: _at_work(one), may(READ)
        ),
    ),
    conditions=tuple(_of_its_incident(one) for one in INCIDENT.conditions),
    placeholders=(
        Placeholder("reference", "its reference", lambda one, _: one.reference),
        Placeholder("title", "the title of its incident", lambda one, _: one.incident.title),
        Placeholder("incident", "the reference of its incident", lambda one, _: one.incident.reference),
        Placeholder("lead", "who leads it", lambda one, _: one.lead.name),
    ),
    example="MAJ-1",
)
AUDIENCE = Condition(
    "audience",
    "Audience",
    lambda _, event: getattr(_said(event), "audience", ""),
    lambda: [(value, str(label)) for value, label in Communication.Audience.choices],
)

declare(
    News(
        events.MajorIncidentProposed,
        "An incident may be a major one",
        INCIDENT,
        "{{ reference }} reaches “{{ criterion }}”: is it a major incident? {{ title }}",
        (Rule("leaders", to=("leaders", "team")),),
        relations=(LEADERS,),
        placeholders=(Placeholder("criterion", "which criterion", lambda _, news: news.event.criterion),),
        examples=lambda one: {"": events.MajorIncidentProposed(one.pk, "…")},
    ),
    News(
        events.MajorIncidentDeclared,
        "A major incident was declared",
        MAJOR,
        "Major incident {{ reference }}, led by {{ lead }}: {{ title }}",
        (Rule("everybody", to=EVERYBODY),),
    ),
    News(
        events.MajorIncidentLeadNamed,
        "Somebody else leads a major incident",
        MAJOR,
        "{{ lead }} leads {{ reference }}: {{ title }}",
        (Rule("work", to=("lead", "at_work")),),
    ),
    News(
        events.MajorIncidentCommunicated,
        "There is an update of a major incident",
        MAJOR,
        "{{ reference }}: {{ text }}",
        (
            Rule(
                "management",
                to=("top_management",),
                when={"audience": (Communication.Audience.MANAGEMENT.value,)},
            ),
            Rule("staff", to=("lead", "at_work"), when={"audience": (Communication.Audience.STAFF.value,)}),
        ),
        conditions=(AUDIENCE,),
        placeholders=(
            Placeholder("text", "what was said", lambda _, news: getattr(_said(news.event), "text", "")),
        ),
        examples=_communications,
    ),
    News(
        events.MajorIncidentDue,
        "Something of a major incident is late",
        MAJOR,
        "{{ reference }}: “{{ what }}” {{ late }}. {{ title }}",
        (Rule("leaders", to=("lead", "leaders")),),
        placeholders=(
            Placeholder("what", "what is late", lambda _, news: news.event.what),
            Placeholder("late", "“is late” or “was due”", _late),
        ),
        examples=lambda one: {"": events.MajorIncidentDue(one.pk, REVIEW)},
    ),
    News(
        events.MajorIncidentRestored,
        "The service of a major incident works again",
        MAJOR,
        "{{ reference }}: the service works again. The review is due.",
        (Rule("everybody", to=EVERYBODY),),
    ),
    News(
        events.MajorIncidentResumed,
        "A major incident runs again",
        MAJOR,
        "{{ reference }} runs again: {{ reason }}",
        (Rule("everybody", to=EVERYBODY),),
        placeholders=(Placeholder("reason", "why", lambda _, news: news.event.reason),),
        examples=lambda one: {"": events.MajorIncidentResumed(one.pk, "…")},
    ),
    News(
        events.MajorIncidentEnded,
        "A major incident is over",
        MAJOR,
        "{{ reference }} is {{ state }}: {{ ending }}",
        (Rule("lead", to=("lead", "top_management")),),
        placeholders=(
            Placeholder("state", "closed or withdrawn", lambda one, _: one.get_state_display().lower()),
            Placeholder("ending", "how it ended", lambda one, _: one.ending),
        ),
    ),
)


@subscribe(events.MajorIncidentCommunicated)
def tell_customers(delivery: Delivery) -> None:
    """The reporters of the linked incidents hear of an update to customers, whatever the rules."""
    said = _said(delivery.event)
    if said is None or said.audience != Communication.Audience.CUSTOMERS:
        return
    for incident in queries.linked_incidents(said.major):
        path = f"/incidents/{incident.reference}/"
        notify([incident.reporter_id], delivery, text=f"{incident.reference}: {said.text}", path=path)


@subscribe(IncidentResolved)
@subscribe(IncidentReopened)
def tell_lead(delivery: Delivery) -> None:
    """The lead hears, whatever the rules, that the incident was resolved or taken up again."""
    incident = Incident.objects.get(pk=delivery.event.incident_id)
    major = queries.open_major_of(incident)
    if major is not None:
        happened = "was resolved" if isinstance(delivery.event, IncidentResolved) else "is open again"
        text = f"{incident.reference} of {major.reference} {happened}"
        notify([major.lead_id], delivery, text=text, path=f"/major-incidents/{major.reference}/")
