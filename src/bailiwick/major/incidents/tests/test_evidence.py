"""The rules of clause 8.6.1 on major incidents, each with records that hold and records that do not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bailiwick.frameworks.catalogue import iso20000_1
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.evidence.judging import judge
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.ledger.operation import operation
from bailiwick.major.incidents import operations, queries
from bailiwick.major.incidents.models import (
    Communication,
    MajorIncident,
    MajorIncidentProcedure,
    MajorIncidentReview,
    Milestone,
)
from bailiwick.major.incidents.operations import arranging
from bailiwick.major.incidents.tests.scenes import LEARNED, declared, logged, restored
from bailiwick.resolution.incidents.operations.arranging import set_up_incidents
from tests.cast import Cast

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def outcome(cast: Cast, number: int, organization: int | None = None) -> str:
    with tenant.scope(organization or cast.organization.id):
        period = Period(clock.now() - 90 * DAY, clock.now() + DAY)
        return judge(iso20000_1().requirement(f"R8.6.1-{number:02}"), period).outcome.value


def approved(cast: Cast) -> None:
    """The shipped procedure, approved by somebody here."""
    with tenant.scope(cast.organization.id):
        now = queries.procedure_in_force()
    assert now is not None
    arranging.publish_procedure(
        by=cast.mia, text=now.text, steps=now.steps, inform_within=30, update_every=60, review_within_days=10,
        approved_by="Ada", review_on=now.review_on,
    )  # fmt: skip


def closed(cast: Cast) -> MajorIncident:
    approved(cast)
    major = restored(cast)
    operations.review_major_incident(major, by=cast.mia, **LEARNED)
    return operations.close_major_incident(major, by=cast.mia, summary="Over.")


def agreed(cast: Cast) -> None:
    """Every criterion agreed, with a threshold and a review ahead."""
    day = clock.now().date()
    with tenant.scope(cast.organization.id):
        criteria = list(queries.criteria())
    for one in criteria:
        assert one.current is not None
        arranging.revise_criterion(
            one, by=cast.mia, name=one.name, text=one.current.text, priority_at_most=1,
            agreed_with="Cora", agreed_on=day, review_on=day + DAY,
        )  # fmt: skip


def test_without_major_incidents_nothing_is_claimed(cast: Cast) -> None:
    assert [outcome(cast, n) for n in range(7, 13)] == [
        "not met", "not exercised", "not met", "not exercised", "not exercised", "not exercised",
    ]  # fmt: skip
    set_up_incidents(by=cast.zoe)
    assert (outcome(cast, 7, cast.other.id), outcome(cast, 9, cast.other.id)) == ("not met", "not met")


def test_the_shipped_procedure_has_to_be_approved(cast: Cast) -> None:
    approved(cast)
    assert outcome(cast, 9) == "met"


def test_criteria_are_agreed_and_looked_at_again(cast: Cast) -> None:
    agreed(cast)
    assert outcome(cast, 7) == "met"
    arranging.add_criterion("In words only", by=cast.mia, text="It is very bad.")
    assert outcome(cast, 7) == "not met"


def test_what_reaches_a_criterion_is_decided(cast: Cast) -> None:
    declared(cast)
    assert outcome(cast, 8) == "met"
    incident = logged(cast)
    assert outcome(cast, 8) == "not met"
    proposal = operations.propose_major_incident(incident, by=system_actor(cast.organization.id))
    assert proposal is not None
    operations.dismiss_proposal(proposal, by=cast.mia, reason="A drill")
    assert outcome(cast, 8) == "met"


def test_one_that_was_done_as_it_should(cast: Cast) -> None:
    closed(cast)
    assert [outcome(cast, n) for n in range(8, 13)] == ["met"] * 5


Break = Callable[[MajorIncident], object]


def but(**values: Any) -> Break:
    """What no verb makes: the record as it would be if the rule had not held."""
    return lambda major: MajorIncident.objects.filter(pk=major.pk).update(**values)


CASES: list[tuple[int, Break]] = [
    (9, lambda major: Milestone.objects.filter(major=major, step=1).update(voided_at=clock.now())),
    (9, lambda _: MajorIncidentProcedure.objects.update(review_on=clock.now().date() - DAY)),
    (10, but(management_informed_at=None, declared_at=clock.now() - HOUR)),
    (10, but(declared_at=clock.now() - HOUR)),
    (10, lambda major: Communication.objects.filter(major=major).update(next_due_at=clock.now() - HOUR)),
    (11, lambda major: Milestone.objects.filter(major=major, kind="lead").update(at=clock.now() + HOUR)),
    (12, lambda major: MajorIncidentReview.objects.filter(major=major).update(held_at=clock.now() + 20 * DAY)),
    (12, lambda major: MajorIncidentReview.objects.filter(major=major).update(improvements=[])),
    (12, but(state="restored", restored_at=clock.now() - 30 * DAY)),
]  # fmt: skip


@pytest.mark.parametrize(("number", "breaking"), CASES)
def test_a_rule_sees_what_is_missing(cast: Cast, number: int, breaking: Break) -> None:
    major = closed(cast)
    assert outcome(cast, number) == "met"
    with operation("organization.revise", by=cast.ada):
        breaking(major)
    assert outcome(cast, number) == "not met"


def test_what_is_still_in_time_is_not_judged(cast: Cast) -> None:
    major = declared(cast)
    assert outcome(cast, 10) == "not exercised"
    operations.restore_major_incident(major, by=cast.mia, text="They work.")
    assert outcome(cast, 12) == "not exercised"
