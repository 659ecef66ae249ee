"""Which facts hold of an incident: what the conditions of its process read (domain 14.6, BR-20)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.work.models import Comment, Transition
from bailiwick.resolution.incidents.models import Incident

CONFIRM_WITHIN = timedelta(days=7)
REOPEN_WITHIN = timedelta(days=14)
SPOKEN_CHANNELS = frozenset({Incident.Channel.PHONE, Incident.Channel.IN_PERSON, Incident.Channel.CHAT})


class IncidentFacts(Mapping[str, object]):
    """Facts by name, read only when asked for; what the caller brings comes before what the record says."""

    def __init__(self, incident: Incident, brought: Mapping[str, object]) -> None:
        self._incident = incident
        self._brought = brought

    def __getitem__(self, name: str) -> object:
        if self._brought.get(name) not in (None, ""):
            return self._brought[name]
        fact = FACTS.get(name)
        return fact(self._incident, self._brought) if fact else None

    def __iter__(self) -> Iterator[str]:
        return iter(FACTS.keys() | self._brought.keys())

    def __len__(self) -> int:
        return len(FACTS.keys() | self._brought.keys())


def _override_explained(incident: Incident, brought: Mapping[str, object]) -> bool:
    priority = brought.get("priority", incident.priority)
    impact, urgency = brought.get("impact", incident.impact), brought.get("urgency", incident.urgency)
    matrix: Any = brought.get("matrix") or incident.matrix
    if matrix is None or impact is None or urgency is None:
        return True
    return priority in (None, matrix.priority(impact, urgency)) or bool(
        brought.get("override_reason", incident.override_reason)
    )


def _work_recorded(incident: Incident, brought: Mapping[str, object]) -> bool:
    return bool(brought.get("note")) or notes_of_work(incident.reporter_id).filter(item=incident).exists()


def notes_of_work(reporter: Any) -> QuerySet[Comment]:
    """What counts as a note of work done: internal notes, and what the staff (but not the reporter) said."""
    return Comment.objects.filter(Q(is_public=False) | ~Q(author_id=reporter), author__party__isnull=True)


def _timed_out(incident: Incident) -> bool:
    return incident.resolved_at is not None and clock.now() >= incident.resolved_at + CONFIRM_WITHIN


def _within_reopen_window(incident: Incident, _brought: Mapping[str, object]) -> bool:
    return incident.resolved_at is None or clock.now() <= incident.resolved_at + REOPEN_WITHIN


def _work_started(incident: Incident, _brought: Mapping[str, object]) -> bool:
    return Transition.objects.filter(item=incident, to_state="in_progress").exists()


FACTS: Mapping[str, Callable[[Incident, Mapping[str, object]], object]] = {
    "summary": lambda incident, _: incident.title,
    "reporter": lambda incident, _: incident.reporter_id,
    "channel": lambda incident, _: incident.channel,
    "service": lambda incident, _: incident.service_id,
    "classification": lambda incident, _: incident.classification_id,
    "impact": lambda incident, _: incident.impact,
    "urgency": lambda incident, _: incident.urgency,
    "team": lambda incident, _: incident.team_id,
    "assignee": lambda incident, _: incident.assignee_id,
    "resolution": lambda incident, _: incident.resolution,
    "closure_code": lambda incident, _: incident.closure_code,
    "override_explained": _override_explained,
    "work_recorded": _work_recorded,
    "confirmed_or_timed_out": lambda incident, _: incident.user_confirmed_at or _timed_out(incident),
    "within_reopen_window": _within_reopen_window,
    "work_started": _work_started,
    "duplicate_named": lambda _, brought: (
        brought.get("closure_code") != "duplicate" or brought.get("duplicate_of")
    ),
    "other_team": lambda incident, brought: brought.get("team") not in (None, incident.team_id),
}
