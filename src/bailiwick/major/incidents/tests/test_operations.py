"""A major incident from its declaration to its closing, and what is refused on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused, Stale
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ui import banners
from bailiwick.kernel.work.models import Comment
from bailiwick.major.incidents import concerning, operations, queries, tasks
from bailiwick.major.incidents.models import Communication, MajorIncident, Milestone, Proposal
from bailiwick.major.incidents.operations import arranging
from bailiwick.major.incidents.tests.scenes import LEARNED, declared, logged, now, restored
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import tasks as incident_tasks
from bailiwick.resolution.incidents.holding import HeldBack
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

HOUR = timedelta(hours=1)


def kinds(cast: Cast, major: MajorIncident) -> list[str]:
    with tenant.scope(cast.organization.id):
        return [one.kind for one in queries.milestones(major)]


def test_from_the_declaration_to_the_end(cast: Cast) -> None:
    major = restored(cast)
    operations.review_major_incident(major, by=cast.mia, **LEARNED)
    operations.close_major_incident(major, by=cast.mia, summary="The scales were dark for an hour.")
    closed = now(cast, major)
    assert (closed.state, closed.due_at, closed.lead) == ("closed", None, cast.people["mia"])
    told = kinds(cast, major)
    assert told[:3] == ["declared", "lead", "informed"]
    assert told[-3:] == ["restored", "reviewed", "closed"]
    with tenant.scope(cast.organization.id):
        verbs = LedgerEvent.objects.filter(subject_type="major_incident", subject_id=major.pk)
        assert {one.verb for one in verbs} >= {"major_incident.declare", "major_incident.review"}
    incidents.close_incident(closed.incident, by=cast.cora)


def test_it_is_not_closed_without_review_information_and_steps(cast: Cast) -> None:
    major = declared(cast)
    operations.restore_major_incident(major, by=cast.mia, text="They show weights.")
    with pytest.raises(Invalid, match=r"review was not held.*top management.*not resolved.*Steps") as refused:
        operations.close_major_incident(major, by=cast.mia, summary="Over.")
    assert "1, 2, 3" in refused.value.fields[""]


def test_its_incident_waits_for_the_review(cast: Cast) -> None:
    major = restored(cast)
    with pytest.raises(HeldBack, match=f"{major.reference}: it is closed after its review"):
        incidents.close_incident(major.incident, by=cast.cora)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert incident_tasks.close_unanswered_of(cast.organization.id) == 0
        operations.review_major_incident(major, by=cast.mia, **LEARNED)
        operations.close_major_incident(major, by=cast.mia, summary="Over.")
        assert incident_tasks.close_unanswered_of(cast.organization.id) == 1


def test_it_is_declared_once(cast: Cast) -> None:
    major = declared(cast)
    again: dict[str, Any] = {"reason": "Still dark.", "lead": cast.people["sam"]}
    with pytest.raises(Invalid, match="already"):
        operations.declare_major_incident(major.incident, by=cast.sam, **again)
    operations.withdraw_major_incident(major, by=cast.mia, reason="Only one scale.")
    assert now(cast, major).state == "withdrawn"
    assert operations.declare_major_incident(major.incident, by=cast.sam, **again).pk != major.pk


@pytest.mark.parametrize("who", ["cora", "rui"])
def test_who_may_not_declare(cast: Cast, who: str) -> None:
    with pytest.raises(Refused):
        operations.declare_major_incident(
            logged(cast), by=cast.actor(who), reason="Dark.", lead=cast.people["mia"]
        )


def test_it_is_led_by_the_staff(cast: Cast) -> None:
    with pytest.raises(Invalid, match="staff"):
        declared(cast, lead=cast.people["cora"])
    major = declared(cast)
    identity.disable_person(cast.people["rui"], by=cast.ada, reason="Left")
    with tenant.scope(cast.organization.id):
        rui = type(cast.people["rui"]).objects.get(pk=cast.people["rui"].pk)
    with pytest.raises(Invalid, match="staff"):
        operations.name_lead(major, by=cast.mia, lead=rui)
    operations.name_lead(major, by=cast.mia, lead=cast.people["sam"], reason="Shift ends")
    assert now(cast, major).lead == cast.people["sam"]
    operations.restore_major_incident(major, by=cast.sam, text="Who leads it may, whatever the role.")


def test_top_management_is_informed_against_a_clock(cast: Cast) -> None:
    major = declared(cast)
    assert (major.due_what, major.due_at) == ("inform top management", major.declared_at + HOUR / 2)
    earlier = major.declared_at - HOUR
    with pytest.raises(Invalid, match="before it was declared"):
        operations.inform_management(major, by=cast.mia, told="Ada", means="phone", at=earlier)
    told = operations.inform_management(major, by=cast.mia, told="Ada", means="phone")
    found = now(cast, major)
    assert found.management_informed_at == told.at
    assert found.due_what == "update customers affected"
    assert told.next_due_at == told.at + HOUR


def test_what_is_late_is_told_once(cast: Cast) -> None:
    major = declared(cast)
    watch: Callable[[], int] = lambda: tasks.watch_of(cast.organization.id)  # noqa: E731
    assert watch() == 0
    with time_machine.travel(major.declared_at + HOUR * 0.6):
        assert (watch(), watch()) == (1, 0)
        operations.inform_management(major, by=cast.mia, told="Ada", means="phone")
    with time_machine.travel(major.declared_at + HOUR * 1.1):
        assert (watch(), watch()) == (1, 0)


def test_an_update_reaches_its_audiences(cast: Cast) -> None:
    major = declared(cast)
    told = operations.communicate(
        major, by=cast.mia, audiences=["customers", "staff"], text="We change the switch.", next_minutes=20
    )
    assert [(one.audience, one.told) for one in told] == [("customers", "Quay Foods"), ("staff", "All staff")]
    with tenant.scope(cast.organization.id):
        comment = Comment.objects.get(item_id=major.incident_id)
        assert (comment.text, comment.is_public) == ("We change the switch.", True)
        assert now(cast, major).customers_informed_at == told[0].at
        assert told[0].next_due_at == told[0].at + timedelta(minutes=20)
        assert [one.text for one in banners.ask(cast.cora).banners] == ["We change the switch."]
        assert banners.ask(cast.dan).banners == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"audiences": ["nobody"]}, "audiences"),
        ({"audiences": []}, "audiences"),
        ({"text": " "}, "text"),
        ({"means": "pigeon"}, "means"),
        ({"next_minutes": 0}, "next_minutes"),
    ],
)
def test_an_update_that_cannot_be(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.communicate(declared(cast), by=cast.mia, **{"audiences": ["staff"], "text": "Ok", **wrong})
    assert set(refused.value.fields) == {field}
    with tenant.scope(cast.organization.id):
        assert not Communication.objects.exists()


def test_a_step_is_done_once_and_can_be_taken_back(cast: Cast) -> None:
    major = declared(cast)
    operations.complete_step(major, by=cast.sam, step=1, text="Since 10:00")
    with pytest.raises(Invalid, match="done already"):
        operations.complete_step(major, by=cast.mia, step=1)
    operations.retract_step(major, by=cast.mia, step=1)
    operations.complete_step(major, by=cast.mia, step=1)
    with tenant.scope(cast.organization.id):
        assert Milestone.objects.filter(major=major, step=1).count() == 2


def test_it_is_taken_up_again(cast: Cast) -> None:
    major = restored(cast)
    operations.resume_major_incident(major, by=cast.mia, reason="Dark again.")
    found = now(cast, major)
    assert (found.state, found.restored_at) == ("running", None)
    with pytest.raises(NotAllowedNow):
        operations.review_major_incident(major, by=cast.mia, **LEARNED)


def test_who_saves_second_is_told(cast: Cast) -> None:
    major = declared(cast)
    operations.note(major, by=cast.sam, text="The electrician is here.")
    with pytest.raises(Stale):
        operations.withdraw_major_incident(major, by=cast.mia, reason="No", expected_version=major.version)


def test_an_incident_that_reaches_a_criterion_is_proposed_once(cast: Cast) -> None:
    incident = logged(cast)
    logged(cast, urgency=3)
    assert tasks.watch_of(cast.organization.id) == 1
    assert tasks.watch_of(cast.organization.id) == 0
    with tenant.scope(cast.organization.id):
        proposal = Proposal.objects.get()
        assert (proposal.incident_id, str(proposal.criterion)) == (incident.pk, "Highest priority, version 1")
    operations.dismiss_proposal(proposal, by=cast.mia, reason="A test of the alarm.")
    with pytest.raises(NotAllowedNow):
        operations.dismiss_proposal(proposal, by=cast.mia, reason="Again")
    assert tasks.watch_of(cast.organization.id) == 0


def test_many_reports_reach_a_criterion(cast: Cast) -> None:
    first = logged(cast, urgency=2)
    for _ in range(4):
        other = logged(cast, urgency=3)
        incidents.cancel_incident(
            other, by=cast.sam, closure_code="duplicate", reason="Same", duplicate_of=first
        )
    with tenant.scope(cast.organization.id):
        assert [one.pk for one in queries.to_propose(10)] == [first.pk]


def test_criteria_have_versions(cast: Cast) -> None:
    criterion = arranging.add_criterion("Night", by=cast.mia, text="Nobody works", priority_at_most=2)
    day = clock.now().date()
    with pytest.raises(Invalid, match="belong together"):
        arranging.revise_criterion(criterion, by=cast.mia, name="Night", text="x", agreed_with="Quay Foods")
    arranging.revise_criterion(
        criterion, by=cast.mia, name="Night", text="Nobody can work", reports_at_least=3,
        agreed_with="Cora of Quay Foods", agreed_on=day, review_on=day,
    )  # fmt: skip
    with tenant.scope(cast.organization.id):
        said = [(one.number, one.text, one.agreed_with) for one in queries.versions(criterion)]
    assert said == [(2, "Nobody can work", "Cora of Quay Foods"), (1, "Nobody works", "")]


def test_a_major_incident_keeps_its_procedure(cast: Cast) -> None:
    major = declared(cast)
    again: dict[str, Any] = {
        "text": "New", "steps": [{"text": "Breathe", "is_needed": True}], "inform_within": 15, "update_every": 30,
        "review_within_days": 5, "approved_by": "Ada", "review_on": clock.now().date(),
    }  # fmt: skip
    arranging.publish_procedure(by=cast.mia, expected_number=1, **again)
    with pytest.raises(Stale):
        arranging.publish_procedure(by=cast.mia, expected_number=1, **again)
    assert now(cast, major).procedure.number == 1


def test_who_is_told_of_a_declaration(cast: Cast) -> None:
    identity.revise_person(cast.people["ada"], by=cast.ada, name="Ada", is_top_management=True)
    with tenant.scope(cast.organization.id):
        assert queries.top_management() == [cast.people["ada"].pk]
        assert queries.leaders(Incident.objects.get(pk=logged(cast).pk)) == [cast.people["mia"].pk]


def test_customers_hit_by_a_linked_incident_are_told(cast: Cast) -> None:
    major = declared(cast)
    other = logged(cast, title="Rope store: no weight shown", reporter=cast.people["dan"])
    with tenant.scope(cast.organization.id):
        assert banners.ask(cast.dan).banners == []
    incidents.link_incident(other, by=cast.sam, relation="relates_to", to=major.incident)
    operations.communicate(major, by=cast.mia, audiences=["customers"], text="We change the switch.")
    with tenant.scope(cast.organization.id):
        (said,) = banners.ask(cast.dan).banners
        assert (said.title, said.text) == (
            "Major incident: Rope store: no weight shown",
            "We change the switch.",
        )
        found = concerning.concern(cast.dan, major.reference)
        own = concerning.incidents_of(cast.dan, found)
        assert concerning.named(found, own) == "Rope store: no weight shown"
        assert [one.text for one in concerning.said_to_customers(found)] == ["We change the switch."]
        assert concerning.parties_hit(major) == {cast.quay.pk, cast.rope.pk}
        assert not concerning.concerning(cast.sam).exists()
