"""Perform the steps of the history through the operations, each at its own instant."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.effort.operations import record_time
from bailiwick.kernel.work.models import Clock
from bailiwick.kernel.work.relations.operations import acknowledge_escalation, merge_item
from bailiwick.kernel.work.relations.queries import escalations
from bailiwick.kernel.work.tasks.operations import add_task, complete_task
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.operations.targets import note_clock
from bailiwick.site.demo import files
from bailiwick.site.demo.chance import chance
from bailiwick.site.demo.course import Step
from bailiwick.site.demo.organization import MARK, Scenery

METRICS = ("response", "resolution")
NOTED_AFTER = timedelta(seconds=8)
# Verbs after which the clocks of an incident can be others than before.
MOVING = frozenset({"log", "classify", "prioritize", "start", "comment", "hold", "resume", "reopen"})
ENDING = frozenset({"resolve", "cancel"})


class Performance:
    """Performs steps in order of time, and between them notes the targets that come near or are missed."""

    def __init__(self, scenery: Scenery) -> None:
        self.scenery = scenery
        self.incidents: dict[int, Incident] = {}
        self._due: list[tuple[datetime, int, str]] = []
        self._next: dict[tuple[int, str], datetime] = {}

    def perform(self, step: Step) -> None:
        """Perform one step, after what the clocks caused before it."""
        self.let_time_pass(step.at)
        values = dict(step.values)
        with clock.at(step.at):
            if step.verb == "log":
                incident = self._log(step, values)
            else:
                incident = self.incidents[step.incident]
                by = self.scenery.actor(step.by)
                STEPS[step.verb](self, incident, by, step, values)
        self.incidents[step.incident] = incident
        if step.verb in MOVING:
            self._watch(incident.pk)
        elif step.verb in ENDING:
            self._forget(incident.pk)

    def let_time_pass(self, until: datetime) -> None:
        """Note, each at its time, which targets come near or are missed up to an instant."""
        while self._due and self._due[0][0] <= until:
            at, incident_id, metric = heappop(self._due)
            if self._next.get((incident_id, metric)) != at:
                continue
            with clock.at(at):
                note_clock(incident_id, metric, organization_id=self.scenery.organization.pk)
            self._watch(incident_id)

    def _watch(self, incident_id: int) -> None:
        """See when the incident's running clocks are to be noted next."""
        self._forget(incident_id)
        running = Clock.objects.filter(item_id=incident_id, state=Clock.State.RUNNING)
        for metric, warn, due, warned, missed in running.values_list(
            "metric", "warn_at", "due_at", "warned_at", "breached_at"
        ):
            next_at = warn if warned is None else due if missed is None else None
            if next_at is not None:
                self._next[incident_id, metric] = next_at + NOTED_AFTER
                heappush(self._due, (next_at + NOTED_AFTER, incident_id, metric))

    def _forget(self, incident_id: int) -> None:
        for metric in METRICS:
            self._next.pop((incident_id, metric), None)

    def _log(self, step: Step, values: dict[str, Any]) -> Incident:
        scenery = self.scenery
        reporter = scenery.people[values["reporter"]]
        report = incidents.Report(
            title=values["title"],
            description=values["description"],
            channel=values["channel"],
            reporter=reporter,
            service=scenery.services.get(values.get("service", "")),
            classification=scenery.categories.get(values.get("category", "")),
            impact=values.get("impact"),
            urgency=values.get("urgency"),
            team=scenery.teams.get(values.get("team", "")),
        )
        return incidents.log_incident(report, by=scenery.actor(step.by), reason=MARK)


Perform = Callable[[Performance, Incident, Actor, Step, dict[str, Any]], object]


def _classify(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    service, category = of.scenery.services[values["service"]], of.scenery.categories[values["category"]]
    incidents.classify_incident(incident, by=by, service=service, classification=category)


def _assign(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    assignee = of.scenery.people.get(values["assignee"] or "")
    team = of.scenery.teams[values["team"]]
    incidents.assign_incident(incident, by=by, team=team, assignee=assignee, reason=values.get("reason", ""))


def _start(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    incidents.start_incident(incident, by=by, assignee=of.scenery.people[values["assignee"]])


def _watch(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    incidents.watch_incident(incident, by=by, person=of.scenery.people[values["person"]])


def _cancel(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    former = of.incidents.get(values.pop("duplicate_of", -1))
    incidents.cancel_incident(incident, by=by, duplicate_of=former, **values)


def _merge(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    into = of.incidents[values["into"]]
    if Incident.objects.get(pk=into.pk).category != "closed":
        merge_item(incident, by=by, into=into, reason=values["reason"])


def _escalate(of: Performance, incident: Incident, by: Actor, _step: Step, values: dict[str, Any]) -> None:
    team, person = (
        of.scenery.teams.get(values.pop("team", "")),
        of.scenery.people.get(values.pop("person", "")),
    )
    incidents.escalate_incident(incident, by=by, team=team, person=person, **values)


def _acknowledge(
    _of: Performance, incident: Incident, by: Actor, _step: Step, _values: dict[str, Any]
) -> None:
    asked = escalations(incident).filter(acknowledged_at=None).first()
    if asked is not None and by.person_id in asked.told:
        acknowledge_escalation(asked, by=by)


def _plan(_of: Performance, incident: Incident, by: Actor, step: Step, values: dict[str, Any]) -> None:
    done, _ = (
        add_task(incident, by=by, **values),
        add_task(incident, by=by, title="Tell the user", after_previous=True),
    )
    if step.incident % 3:
        complete_task(incident, done, by=by)


def _attach(_of: Performance, incident: Incident, by: Actor, step: Step, values: dict[str, Any]) -> None:
    name = values["name"]
    content = files.content(name, step.at, chance(step.incident, name))
    incidents.attach_file(incident, by=by, name=name, chunks=[content])


def _plainly(operation: Callable[..., object]) -> Perform:
    """An operation that takes a step's values as they are."""
    return lambda _of, incident, by, _step, values: operation(incident, by=by, **values)


STEPS: Mapping[str, Perform] = {
    "amend": _plainly(incidents.amend_incident),
    "assign": _assign,
    "attach": _attach,
    "cancel": _cancel,
    "classify": _classify,
    "close": _plainly(incidents.close_incident),
    "comment": _plainly(incidents.comment_incident),
    "acknowledge": _acknowledge,
    "escalate": _escalate,
    "merge": _merge,
    "plan": _plan,
    "spend": _plainly(record_time),
    "hold": _plainly(incidents.hold_incident),
    "prioritize": _plainly(incidents.prioritize_incident),
    "reopen": _plainly(incidents.reopen_incident),
    "resolve": _plainly(incidents.resolve_incident),
    "resume": _plainly(incidents.resume_incident),
    "start": _start,
    "watch": _watch,
}
