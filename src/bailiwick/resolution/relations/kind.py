"""Incidents as a kind of work item: what the rooms below need to know of them."""

from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.kinds import Kind
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import IncidentFacts
from bailiwick.resolution.relations.queries import service_of


def _split(incident: Incident, by: Actor, title: str, description: str) -> Incident:
    report = operations.Report(
        title=title,
        description=description,
        channel=incident.channel,
        reporter=incident.reporter,
        party=incident.party,
        service=service_of(incident),
        classification=incident.classification,
        team=incident.team,
    )
    return operations.log_incident(report, by=by)


def _category(incident: Any) -> int | None:
    return Incident.objects.filter(pk=incident.pk).values_list("classification_id", flat=True).first()


INCIDENT = Kind(
    code=queries.KIND,
    noun="incident",
    title="Incidents",
    path="incidents",
    model=Incident,
    find=queries.incident,
    visible=queries.visible,
    facts=IncidentFacts,
    split=_split,
    when_merged={"closure_code": "duplicate"},
    category=_category,
    categories=queries.categories_in_use,
)
