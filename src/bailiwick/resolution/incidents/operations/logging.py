"""Log incidents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.ledger.writing import insert
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.types import START
from bailiwick.kernel.search import index
from bailiwick.kernel.work import clocks, steps
from bailiwick.kernel.work.texts import body, line
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import queries, rules
from bailiwick.resolution.incidents.events import IncidentLogged
from bailiwick.resolution.incidents.models import Category, Incident, PriorityMatrix
from bailiwick.resolution.incidents.operations.receivers import check_matter, check_receivers, check_reporter

VERB = "incident.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is known of a disturbance when it is logged."""

    title: str
    description: str = ""
    channel: str = Incident.Channel.PORTAL
    reporter: Person | None = None
    party: Party | None = None
    service: Service | None = None
    classification: Category | None = None
    impact: int | None = None
    urgency: int | None = None
    team: Team | None = None
    assignee: Person | None = None


def log_incident(report: Report, *, by: Actor, at: datetime | None = None, reason: str = "") -> Incident:
    """Log a disturbance (8.6.1): recorded at once, classified and prioritized as far as the report goes."""
    if at is not None and not reason and at < clock.now() - steps.BACKDATED_AFTER:
        raise Invalid({"reason": "Say why this is entered later than it happened."})
    with operation(VERB, by=by, at=at, reason=reason) as op:
        opened_at, service_id, party_id = at or clock.now(), _key(report.service), _party_of(report, by)
        start = queries.start(service_id, party_id, opened_at)
        values = _values(report, by, start.matrix)
        incident = Incident(
            pk=start.key,
            kind=queries.KIND,
            process_id=start.process_id,
            number=start.number,
            reference=f"INC-{start.number}",
            service_id=service_id,
            party_id=party_id,
            opened_at=opened_at,
            updated_at=opened_at,
            origin={},
            **values,
        )
        rules_ = definition(start.process_id)
        facts = rules.IncidentFacts(incident, {"reporter": report.reporter or by.name})
        step = interpreter.step(rules_, START, VERB, roles=steps.roles_of(by, None, rules_), facts=facts)
        incident.state, incident.category = step.to, rules_.state_by_name[step.to].category.value
        _respond(incident, by)
        terms = queries.clock_terms(start.agreed.at(opened_at), incident.priority)
        started = clocks.prepare(incident, terms)
        title, text = f"{incident.reference} {incident.title}", incident.searched_body()
        indexed = index.putting(queries.KIND, incident.pk, title=title, body=text, party_id=party_id)
        insert(incident, steps.beginning(incident, VERB, by=by), *started, then=indexed)
        op.about(incident)
        op.publish(IncidentLogged(incident.pk))
    return incident


def _values(report: Report, by: Actor, matrix: PriorityMatrix) -> dict[str, Any]:
    if report.channel not in Incident.Channel.values:
        raise Invalid({"channel": "There is no such channel."})
    reporter_id = report.reporter.pk if report.reporter else by.person_id
    values: dict[str, Any] = {
        "title": line(report.title, "title"),
        "description": body(report.description, "description"),
        "channel": report.channel,
        "reporter_id": reporter_id,
    }
    check_matter(report.service, report.classification)
    if by.is_outsider:
        values["reporter_id"] = by.person_id
        return values
    _check(report, by)
    values |= {"team": report.team, "assignee": report.assignee, "classification": report.classification}
    if report.impact and report.urgency:
        values |= {
            "impact": level(report.impact, "impact"),
            "urgency": level(report.urgency, "urgency"),
            "matrix": matrix,
            "priority": matrix.priority(report.impact, report.urgency),
        }
    return values


def _check(report: Report, by: Actor) -> None:
    """What a report brings with it needs the grants that the same verbs need later."""
    check_receivers(report.team, report.assignee)
    check_reporter(report.reporter, report.party)
    if report.team or report.assignee:
        policies.require(by, "incident.assign")
    if report.impact or report.urgency:
        policies.require(by, "incident.prioritize")
    if report.classification:
        policies.require(by, "incident.classify")


def level(value: int, name: str) -> int:
    """An impact or urgency, checked."""
    if value not in (1, 2, 3):
        raise Invalid({name: "High, medium or low."})
    return value


def _party_of(report: Report, by: Actor) -> int | None:
    named = _key(report.party) or (report.reporter.party_id if report.reporter else None)
    return by.party_id or named


def _key(record: Record | None) -> int | None:
    return record.pk if record else None


def _respond(incident: Incident, by: Actor) -> None:
    """Whoever talks to the reporter while logging has answered already."""
    if incident.channel in rules.SPOKEN_CHANNELS and by.person_id not in (None, incident.reporter_id):
        incident.responded_at = incident.opened_at
