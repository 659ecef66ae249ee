"""The rules of clause 8.6.1, each with an incident that holds and one that does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.evidence.registry import rules
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Clock, Comment
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.evidence import GRACE
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

Change = Callable[[Incident], object]
DAY = timedelta(days=1)


def period(days: int = 30) -> Period:
    return Period(clock.now() - days * DAY, clock.now() + DAY)


def resolved(cast: Cast) -> Incident:
    report = incidents.Report(
        title="The crane scale shows zero", service=cast.weighing, classification=cast.hardware, impact=1,
        urgency=2, channel="mail", reporter=cast.people["cora"],
    )  # fmt: skip
    made = incidents.log_incident(report, by=cast.sam)
    return incidents.resolve_incident(
        made, by=cast.sam, resolution="Recalibrated", closure_code="fixed", note="Ran it twice"
    )


def closed(cast: Cast) -> Incident:
    return incidents.close_incident(resolved(cast), by=cast.cora)


def but(**values: object) -> Change:
    """A change that no verb makes: the record as it would be if a rule had not held."""
    return lambda incident: Incident.objects.filter(pk=incident.pk).update(**values)


def without_notes(incident: Incident) -> None:
    Comment.objects.filter(item=incident).update(is_public=True, author_id=incident.reporter_id)


def judged(cast: Cast, requirement: str, within: Period) -> dict[str, set[int]]:
    """The incidents that the rule looked at, and those that failed, by their keys."""
    with tenant.scope(cast.organization.id):
        found = rules()[requirement][0](within)
        assert found.population is not None
        failed = {key for fault in found.faults for key in fault.records.values_list("pk", flat=True)}
        return {"examined": set(found.population.values_list("pk", flat=True)), "failed": failed}


RIPE = {"resolved_at": clock.now() - GRACE - DAY}
CASES: list[tuple[str, Change, Change]] = [
    ("R8.6.1-01", but(), but(service_id=None)),
    ("R8.6.1-01", but(), but(classification=None)),
    ("R8.6.1-02", but(), but(impact=None)),
    ("R8.6.1-02", but(priority=4, override_reason="Not used today"), but(priority=4)),
    ("R8.6.1-03", but(escalation_count=1), but(escalation_count=0)),
    ("R8.6.1-04", but(), but(resolution="")),
    ("R8.6.1-04", but(), but(resolved_at=None)),
    ("R8.6.1-05", but(**RIPE), but(**RIPE, category="resolved")),
    ("R8.6.1-05", but(**RIPE), but(**RIPE, closure_code="")),
    ("R8.6.1-05", but(**RIPE), but(**RIPE, user_confirmed_at=None, closed_by_timeout=False)),
    ("R8.6.1-06", but(), without_notes),
]


@pytest.mark.parametrize(("requirement", "passing", "failing"), CASES)
def test_a_rule_tells_what_holds_from_what_does_not(
    requirement: str, passing: Change, failing: Change, cast: Cast
) -> None:
    good, bad = closed(cast), closed(cast)
    with operation("organization.revise", by=cast.ada):
        if requirement == "R8.6.1-03":
            Clock.objects.filter(item_id__in=[good.pk, bad.pk]).update(warned_at=clock.now())
        passing(good), failing(bad)
    assert judged(cast, requirement, period()) == {"examined": {good.pk, bad.pk}, "failed": {bad.pk}}


def test_what_was_resolved_a_moment_ago_may_still_be_open(cast: Cast) -> None:
    """The grace counts from now, not from the period's end, which may lie far ahead or behind."""
    fresh, old = resolved(cast), resolved(cast)
    with operation("organization.revise", by=cast.ada):
        but(resolved_at=clock.now() - GRACE - DAY)(old)
    ahead = Period(clock.now() - 60 * DAY, clock.now() + 60 * DAY)
    assert judged(cast, "R8.6.1-05", ahead) == {"examined": {old.pk}, "failed": {old.pk}}
    assert fresh.pk not in judged(cast, "R8.6.1-05", ahead)["examined"]


def test_a_period_that_is_long_over_is_judged_to_its_end(cast: Cast) -> None:
    late = resolved(cast)
    with operation("organization.revise", by=cast.ada):
        but(resolved_at=clock.now() - 31 * DAY)(late)
    past = Period(clock.now() - 60 * DAY, clock.now() - 30 * DAY)
    assert judged(cast, "R8.6.1-05", past) == {"examined": {late.pk}, "failed": {late.pk}}
