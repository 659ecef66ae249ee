"""What happens to incidents when nobody does anything, and who hears of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.work.models import Clock, Watcher
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import queries, rules, tasks
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.operations.targets import note_clock
from tests.cast import Cast

# The resolution of a P2 is due after 240 minutes and warned of after 75 %.
WARNED, MISSED = timedelta(minutes=200), timedelta(minutes=241)


def logged(cast: Cast, **known: object) -> Incident:
    report = incidents.Report(
        title="The crane scale shows zero", service=cast.weighing, classification=cast.hardware, impact=1,
        urgency=2, channel="mail", reporter=cast.people["cora"], **known,  # type: ignore[arg-type]
    )  # fmt: skip
    return incidents.log_incident(report, by=cast.sam)


def note(cast: Cast, incident: Incident) -> bool:
    return note_clock(incident.pk, "resolution", organization_id=cast.organization.id)


def now(cast: Cast, incident: Incident) -> Incident:
    with tenant.scope(cast.organization.id):
        return Incident.objects.get(pk=incident.pk)


def test_a_clock_warns_once_and_then_is_missed_once(cast: Cast) -> None:
    incident = logged(cast)
    assert not note(cast, incident)
    with time_machine.travel(incident.opened_at + WARNED):
        assert note(cast, incident)
        assert not note(cast, incident)
        assert (now(cast, incident).escalation_count, now(cast, incident).is_breached) == (1, False)
    with time_machine.travel(incident.opened_at + MISSED):
        assert note(cast, incident)
        assert not note(cast, incident)
    assert (now(cast, incident).escalation_count, now(cast, incident).is_breached) == (2, True)
    with tenant.scope(cast.organization.id):
        kept = Clock.objects.get(item=incident, metric="resolution")
    assert kept.breached_at == kept.due_at
    assert kept.warned_at is not None


def test_a_clock_that_stands_still_warns_of_nothing(cast: Cast) -> None:
    incident = incidents.hold_incident(
        logged(cast), by=cast.sam, state="awaiting_user", reason="Which crane?"
    )
    with time_machine.travel(incident.opened_at + MISSED):
        assert not note(cast, incident)
        assert tasks.watch_clocks_of(cast.organization.id) == 0


def test_one_organizations_failure_does_not_stop_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = []

    def watch(organization_id: int) -> int:
        watched.append(organization_id)
        if organization_id == cast.organization.id:
            raise ValueError("Its calendar is broken.")
        return 0

    monkeypatch.setattr(tasks, "watch_clocks_of", watch)
    with pytest.raises(ExceptionGroup, match="1 organization") as caught:
        tasks.watch_clocks.func(0)
    assert {cast.organization.id, cast.other.id} <= set(watched)
    assert [str(problem) for problem in caught.value.exceptions] == ["Its calendar is broken."]


def test_what_nobody_objects_to_is_closed_in_time(cast: Cast) -> None:
    incident = incidents.resolve_incident(
        logged(cast), by=cast.sam, resolution="Done", closure_code="fixed", note="Looked"
    )
    assert tasks.close_unanswered_of(cast.organization.id) == 0
    with time_machine.travel(clock.now() + rules.CONFIRM_WITHIN + timedelta(minutes=1)):
        assert tasks.close_unanswered_of(cast.organization.id) == 1
        assert tasks.close_unanswered_of(cast.organization.id) == 0
    closed = now(cast, incident)
    assert (closed.state, closed.closed_by_timeout, closed.user_confirmed_at) == ("closed", True, None)


def test_an_escalation_is_counted_and_needs_a_reason(cast: Cast) -> None:
    incident, mia = logged(cast), cast.people["mia"]

    def escalate(by: Actor = cast.sam, reason: str = "Beyond us", **more: Any) -> Incident:
        return incidents.escalate_incident(incident, by=by, reason=reason, **more)

    with pytest.raises(Invalid, match="kind"):
        escalate(kind="loud", team=cast.network)
    with pytest.raises(Invalid, match="reason"):
        escalate(kind="functional", team=cast.network, reason=" ")
    with pytest.raises(Invalid, match="team"):
        escalate(kind="functional", person=mia)
    with pytest.raises(Invalid, match="person"):
        escalate(kind="hierarchic", team=cast.network)
    with pytest.raises(Refused):
        escalate(by=cast.cora, kind="functional", team=cast.network)
    done = escalate(kind="functional", team=cast.network)
    assert (done.escalation_count, done.state) == (1, incident.state)


def test_watching_once_is_enough_and_customers_watch_for_themselves(cast: Cast) -> None:
    incident, mia = logged(cast), cast.people["mia"]

    def watchers() -> list[int]:
        with tenant.scope(cast.organization.id):
            return list(Watcher.objects.filter(item=incident).values_list("person_id", flat=True))

    for _ in range(2):
        incidents.watch_incident(incident, by=cast.sam, person=mia)
    assert watchers() == [mia.pk]
    for change in (incidents.watch_incident, incidents.unwatch_incident):
        with pytest.raises(Refused, match="for yourself"):
            change(incident, by=cast.cora, person=mia)
    incidents.unwatch_incident(incident, by=cast.mia, person=mia)
    assert watchers() == []


def test_a_cancelled_incident_stays_so(cast: Cast) -> None:
    incident = incidents.cancel_incident(
        logged(cast), by=cast.sam, closure_code="not_an_incident", reason="A question"
    )
    assert (incident.state, incident.category) == ("cancelled", "closed")
    with pytest.raises(NotAllowedNow):
        incidents.reopen_incident(incident, by=cast.sam, reason="Again")


def test_managers_hear_of_it_while_they_hold_the_role(cast: Cast) -> None:
    today, day = clock.now().date(), timedelta(days=1)
    with tenant.scope(cast.organization.id):
        manager = Role.objects.get(code="IM")
    incident, people = logged(cast, team=cast.desk), cast.people

    def hold(name: str, **how: object) -> object:
        how = {"valid_from": today - day, **how}
        return identity.assign_role(manager, people[name], by=cast.ada, **how)  # type: ignore[arg-type]

    hold("ada", valid_to=today)
    hold("rui", valid_from=today - 9 * day, valid_to=today - day)
    identity.end_role(hold("rui", valid_from=today), by=cast.ada)  # type: ignore[arg-type]
    hold("rui", valid_from=today + day)
    hold("rui", scope=("team", cast.network.pk))
    hold("sam", scope=("team", cast.desk.pk))
    with tenant.scope(cast.organization.id):
        told = set(queries.managers(incident))
    assert told == {people["mia"].pk, people["ada"].pk, people["sam"].pk}
