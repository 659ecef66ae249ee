"""The verbs of the incident process, their rules and refusals."""

from datetime import timedelta

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused, Stale
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.work.models import Clock, Transition
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast


def log(cast: Cast, by: Actor, **known: object) -> Incident:
    return incidents.log_incident(incidents.Report(title="The crane scale shows zero", **known), by=by)  # type: ignore[arg-type]


def full(cast: Cast) -> Incident:
    return log(
        cast,
        cast.sam,
        service=cast.weighing,
        classification=cast.hardware,
        impact=1,
        urgency=2,
        channel="mail",
        reporter=cast.people["cora"],
    )


def test_a_customer_logs_with_a_title_alone(cast: Cast) -> None:
    incident = log(cast, cast.cora)
    assert (incident.state, incident.category, incident.reference) == ("new", "open", "INC-1")
    assert (incident.reporter_id, incident.party_id) == (cast.people["cora"].pk, cast.quay.pk)
    assert incident.priority is None
    with tenant.scope(cast.organization.id):
        assert not Clock.objects.filter(item=incident).exists()


def test_a_full_report_is_classified_prioritized_and_clocked_at_once(cast: Cast) -> None:
    incident = full(cast)
    assert (incident.state, incident.priority, incident.party_id) == ("classified", 2, cast.quay.pk)
    with tenant.scope(cast.organization.id):
        due = {clock_.metric: clock_.due_at for clock_ in Clock.objects.filter(item=incident)}
    assert due == {
        "response": incident.opened_at + timedelta(minutes=30),
        "resolution": incident.opened_at + timedelta(hours=4),
    }
    assert incident.due_at == due["response"]


def test_the_whole_way_leaves_its_history(cast: Cast) -> None:
    incident = full(cast)
    incident = incidents.assign_incident(incident, by=cast.sam, team=cast.desk)
    incident = incidents.start_incident(incident, by=cast.sam, assignee=cast.people["sam"])
    incident = incidents.hold_incident(incident, by=cast.sam, state="awaiting_user", reason="Which crane?")
    incident = incidents.resume_incident(incident, by=cast.cora)
    incident = incidents.resolve_incident(
        incident,
        by=cast.sam,
        resolution="Recalibrated",
        closure_code="fixed",
        note="Ran the calibration twice.",
    )
    incident = incidents.close_incident(incident, by=cast.cora)
    with tenant.scope(cast.organization.id):
        states = list(
            Transition.objects.filter(item=incident).order_by("id").values_list("to_state", flat=True)
        )
        verbs = list(
            LedgerEvent.objects.filter(subject_type="incident", subject_id=incident.pk)
            .order_by("id")
            .values_list("verb", flat=True)
        )
        clocks = dict(Clock.objects.filter(item=incident).values_list("metric", "state"))
    assert states == [
        "classified",
        "assigned",
        "in_progress",
        "awaiting_user",
        "in_progress",
        "resolved",
        "closed",
    ]
    assert verbs == [
        "incident.log", "incident.assign", "incident.start", "incident.hold", "incident.resume", "incident.resolve",
        "incident.close",
    ]  # fmt: skip
    assert clocks == {"response": "met", "resolution": "met"}
    assert incident.user_confirmed_at is not None
    assert not incident.closed_by_timeout


def test_waiting_for_the_user_stops_the_resolution_clock(cast: Cast) -> None:
    incident = full(cast)
    incident = incidents.hold_incident(incident, by=cast.sam, state="awaiting_user", reason="Which crane?")
    with tenant.scope(cast.organization.id):
        resolution = Clock.objects.get(item=incident, metric="resolution")
    assert (resolution.state, resolution.due_at) == ("paused", None)
    assert incident.due_at is None


def test_a_new_priority_counts_from_the_opening(cast: Cast) -> None:
    incident = full(cast)
    incident = incidents.prioritize_incident(incident, by=cast.sam, impact=1, urgency=1)
    with tenant.scope(cast.organization.id):
        resolution = Clock.objects.get(item=incident, metric="resolution")
    assert incident.priority == 1
    assert resolution.due_at == incident.opened_at + timedelta(hours=2)


def test_another_priority_than_the_matrix_gives_needs_a_reason(cast: Cast) -> None:
    incident = full(cast)
    with pytest.raises(Invalid, match="The matrix says 2"):
        incidents.prioritize_incident(incident, by=cast.sam, impact=1, urgency=2, priority=4)
    incident = incidents.prioritize_incident(
        incident, by=cast.sam, impact=1, urgency=2, priority=4, override_reason="The crane is not used today"
    )
    assert (incident.priority, incident.override_reason) == (4, "The crane is not used today")


def test_resolution_needs_a_solution_a_code_and_a_note_of_the_work(cast: Cast) -> None:
    incident = full(cast)
    with pytest.raises(Invalid, match="resolution"):
        incidents.resolve_incident(incident, by=cast.sam, resolution=" ", closure_code="fixed", note="Looked")
    with pytest.raises(Invalid, match="closure_code"):
        incidents.resolve_incident(
            incident, by=cast.sam, resolution="Done", closure_code="magic", note="Looked"
        )
    with pytest.raises(Invalid, match="what was done"):
        incidents.resolve_incident(incident, by=cast.sam, resolution="Done", closure_code="fixed")


def test_closing_needs_confirmation_or_time(cast: Cast) -> None:
    incident = incidents.resolve_incident(
        full(cast), by=cast.sam, resolution="Done", closure_code="fixed", note="Looked"
    )
    with pytest.raises(Invalid, match="confirmed"):
        incidents.close_incident(incident, by=cast.sam)
    closed = incidents.close_incident(incident, by=cast.sam, is_confirmed=True)
    assert closed.state == "closed"


def test_reopening_counts_and_the_clock_goes_on(cast: Cast) -> None:
    incident = incidents.resolve_incident(
        full(cast), by=cast.sam, resolution="Done", closure_code="fixed", note="Looked"
    )
    incident = incidents.reopen_incident(incident, by=cast.cora, reason="Zero again")
    with tenant.scope(cast.organization.id):
        resolution = Clock.objects.get(item=incident, metric="resolution")
    assert (incident.state, incident.reopen_count, incident.resolved_at) == ("in_progress", 1, None)
    assert resolution.state == "running"


def test_what_the_process_does_not_allow_is_refused_with_what_it_does(cast: Cast) -> None:
    incident = log(cast, cast.cora)
    with pytest.raises(NotAllowedNow) as caught:
        incidents.reopen_incident(incident, by=cast.cora, reason="Too early")
    assert "incident.classify" in caught.value.allowed


def test_people_do_only_what_they_may(cast: Cast) -> None:
    incident = full(cast)
    with pytest.raises(Refused):
        incidents.assign_incident(incident, by=cast.rui, team=cast.desk)
    with pytest.raises(Refused):
        incidents.comment_incident(incident, by=cast.dan, text="Whose scale is it?")
    with pytest.raises(Refused):
        incidents.comment_incident(incident, by=cast.cora, text="Hidden", is_public=False)


def test_a_stale_change_is_refused(cast: Cast) -> None:
    incident = full(cast)
    incidents.prioritize_incident(incident, by=cast.sam, impact=1, urgency=1)
    with pytest.raises(Stale):
        incidents.amend_incident(incident, by=cast.mia, title="Other", description="", expected_version=1)


def test_a_customers_people_see_their_own_partys_incidents_only(cast: Cast) -> None:
    quays, ropes, own = full(cast), log(cast, cast.dan), log(cast, cast.sam)
    seen = {}
    for name in ("cora", "dan", "sam", "rui", "zoe"):
        actor = cast.actor(name)
        with tenant.scope(actor.organization_id):
            seen[name] = set(queries.visible(actor).values_list("pk", flat=True))
    assert seen == {
        "cora": {quays.pk}, "dan": {ropes.pk}, "sam": {quays.pk, ropes.pk, own.pk},
        "rui": {quays.pk, ropes.pk, own.pk}, "zoe": set(),
    }  # fmt: skip


def test_search_finds_what_one_may_see_and_nothing_else(cast: Cast) -> None:
    incident = full(cast)
    found = {}
    for name in ("sam", "cora", "dan", "zoe"):
        actor = cast.actor(name)
        with tenant.scope(actor.organization_id):
            found[name] = queries.search(actor, "crane scales")
    assert found == {"sam": [incident.pk], "cora": [incident.pk], "dan": [], "zoe": []}


def test_entering_something_late_needs_a_reason(cast: Cast) -> None:
    yesterday = clock.now() - timedelta(days=1)
    with pytest.raises(Invalid, match="later than it happened"):
        incidents.log_incident(incidents.Report(title="Forgotten"), by=cast.sam, at=yesterday)
    with pytest.raises(Invalid, match="future"):
        incidents.log_incident(
            incidents.Report(title="Foreseen"), by=cast.sam, at=clock.now() + timedelta(hours=1)
        )
    incident = incidents.log_incident(
        incidents.Report(title="Forgotten"), by=cast.sam, at=yesterday, reason="The desk was closed"
    )
    assert incident.opened_at == yesterday
