"""What is told of incidents, and to whom as long as an organization does not say otherwise."""

from typing import Any

from bailiwick.kernel.notifications import items
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.news import News, Placeholder, Relation
from bailiwick.kernel.notifications.types import Rule
from bailiwick.kernel.work.relations.queries import escalations
from bailiwick.resolution.incidents import events, queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.telling.subject import INCIDENT


def _asked(incident: Incident, event: Any) -> list[int | None]:
    """Whom an escalation asked, the incident managers among them."""
    found = escalations(incident).filter(pk=event.escalation_id).first()
    return list(found.told if found else queries.managers(incident))


ASKED = Relation("asked", "Whoever was asked, with the incident managers", _asked, items.may("incident.read"))

declare(
    News(
        events.IncidentLogged,
        "An incident was logged",
        INCIDENT,
        "{{ reference }} logged: {{ title }}",
        (Rule("team", to=("team",)), Rule("reporter", to=("reporter",))),
        is_for_outsiders=True,
    ),
    News(
        events.IncidentAssigned,
        "An incident was given to you or your team",
        INCIDENT,
        "{{ reference }} is yours: {{ title }}",
        (Rule("worker", to=("worker",)),),
        examples=lambda one: {"": events.IncidentAssigned(one.pk, one.team_id, one.assignee_id)},
    ),
    News(
        events.IncidentCommented,
        "Somebody wrote on an incident",
        INCIDENT,
        "{{ actor }} on {{ reference }}: {{ title }}",
        (
            Rule("work", to=("assignee", "staff_watchers")),
            Rule("public", to=("reporter", "watchers"), when={"public": ("yes",)}),
        ),
        is_for_outsiders=True,
        conditions=(items.PUBLIC,),
        placeholders=(items.COMMENT,),
        examples=lambda one: {
            "A public comment": events.IncidentCommented(one.pk, 0, True),
            "A note among the staff": events.IncidentCommented(one.pk, 0, False),
        },
        is_public=lambda event: bool(event.is_public),
    ),
    News(
        events.IncidentHeld,
        "An incident waits for your answer",
        INCIDENT,
        "{{ reference }} waits for you: {{ reason }}",
        (Rule("reporter", to=("reporter",), when={"waits_for": ("answer",)}),),
        is_for_outsiders=True,
        conditions=(items.WAITS,),
        placeholders=(items.REASON,),
        examples=lambda one: {
            "It waits for the reporter": events.IncidentHeld(one.pk, items.ANSWER, "…"),
            "It waits for something else": events.IncidentHeld(one.pk, "", "…"),
        },
        is_public=lambda event: bool(event.state == items.ANSWER),
    ),
    News(
        events.IncidentResolved,
        "An incident was resolved",
        INCIDENT,
        "{{ reference }} is resolved: {{ title }}",
        (Rule("reporter", to=("reporter", "watchers")),),
        is_for_outsiders=True,
        placeholders=(Placeholder("resolution", "how it was resolved", lambda one, _: one.resolution),),
    ),
    News(
        events.IncidentReopened,
        "An incident is open again",
        INCIDENT,
        "{{ reference }} is open again: {{ reason }}",
        (Rule("work", to=("assignee", "team")),),
        placeholders=(items.REASON,),
        examples=lambda one: {"": events.IncidentReopened(one.pk, "…")},
    ),
    News(
        events.IncidentEscalated,
        "An incident was escalated",
        INCIDENT,
        "{{ reference }} was escalated to {{ to }}: {{ title }}",
        (Rule("work", to=("team", "asked")),),
        relations=(ASKED,),
        placeholders=(Placeholder("to", "to whom", lambda _, delivery: delivery.event.to),),
        examples=lambda one: {"": events.IncidentEscalated(one.pk, "functional", "…")},
    ),
    News(
        events.TargetAtRisk,
        "An incident is about to miss a target",
        INCIDENT,
        "{{ reference }} will miss its {{ target }} target: {{ title }}",
        (Rule("worker", to=("worker",)),),
        conditions=(items.METRIC,),
        placeholders=(items.OF_TARGET,),
        examples=items.of_each_target(events.TargetAtRisk),
    ),
    News(
        events.TargetMissed,
        "An incident missed a target",
        INCIDENT,
        "{{ reference }} missed its {{ target }} target: {{ title }}",
        (Rule("work", to=("assignee", "team", "managers")),),
        conditions=(items.METRIC,),
        placeholders=(items.OF_TARGET,),
        examples=items.of_each_target(events.TargetMissed),
    ),
)
