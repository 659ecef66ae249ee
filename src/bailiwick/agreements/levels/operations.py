"""Every change to service level agreements (8.3.3)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from bailiwick.agreements.levels.models import Agreement, ServiceLevelTarget
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.identity.fields import (
    Rule,
    checked,
    earliest_today,
    given,
    line,
    live,
    one_of,
    optional,
    unique,
    whole,
    write,
)
from bailiwick.kernel.identity.models import Party
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import operation
from bailiwick.portfolio.services.models import Service

NAME = ("agreements_name", "name", "Another agreement has this name.")
LONGEST_TARGET = 10 * 366 * 24 * 60
TARGET_RULES = {
    "metric": one_of(ServiceLevelTarget.Metric),
    "priority": whole(1, 5),
    "within_minutes": whole(1, LONGEST_TARGET),
    "warn_percent": whole(1, 100),
}


class AgreementFields(TypedDict, total=False):
    """What can be changed of an agreement; `targets` are all of them."""

    name: str
    service: Service | None
    party: Party | None
    calendar: ServiceCalendar
    valid_from: date
    valid_to: date | None
    targets: Iterable[Target]


def add_agreement(
    name: str,
    *,
    by: Actor,
    calendar: ServiceCalendar,
    valid_from: date,
    targets: Iterable[Target],
    service: Service | None = None,
    party: Party | None = None,
    valid_to: date | None = None,
) -> Agreement:
    """Agree service levels for a service and a customer; without one of them, for all that have no closer agreement."""
    with operation("agreement.add", by=by) as op:
        fields: AgreementFields = {
            "name": name,
            "service": service,
            "party": party,
            "calendar": calendar,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "targets": targets,
        }
        values = checked(fields, RULES)
        wanted = values.pop("targets")
        _check_dates(valid_from, valid_to)
        with unique(*NAME):
            agreement = Agreement.objects.create(**values)
        _set_targets(agreement, wanted)
        op.about(agreement)
    return agreement


def revise_agreement(
    agreement: Agreement,
    *,
    by: Actor,
    expected_version: int | None = None,
    **changes: Unpack[AgreementFields],
) -> Agreement:
    """Change what is agreed, from now on."""
    with operation("agreement.revise", by=by, subject=agreement, expected_version=expected_version) as op:
        if op.subject.has_ended(earliest_today(clock.now())):
            raise NotAllowedNow(op.verb, "ended")
        values = checked(changes, RULES)
        wanted = values.pop("targets", None)
        _check_dates(
            values.get("valid_from", op.subject.valid_from), values.get("valid_to", op.subject.valid_to)
        )
        is_retargeted = wanted is not None and _set_targets(op.subject, wanted)
        with unique(*NAME):
            write(op.subject, values, also_changed=is_retargeted)
        # A grant for one service or customer must not carry an agreement out of it.
        policies.require(by, "agreement.revise", op.subject)
    return op.subject


def end_agreement(
    agreement: Agreement, *, by: Actor, on: date, reason: str, expected_version: int | None = None
) -> Agreement:
    """Set the last day of an agreement, today or later."""
    why = given(reason)
    with operation(
        "agreement.end", by=by, subject=agreement, reason=why, expected_version=expected_version
    ) as op:
        today = earliest_today(clock.now())
        if op.subject.has_ended(today):
            raise NotAllowedNow(op.verb, "ended")
        if on < max(today, op.subject.valid_from):
            raise Invalid({"on": "The last day lies in the past, or before the first."})
        write(op.subject, {"valid_to": on})
    return op.subject


def _check_dates(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Invalid({"valid_to": "The last day lies before the first."})


def _set_targets(agreement: Agreement, wanted: list[Target]) -> bool:
    """Replace the targets that differ; True if any did."""
    stored = {
        Target(row.metric, row.priority, row.within_minutes, row.warn_percent): row.pk
        for row in ServiceLevelTarget.objects.filter(agreement=agreement)
    }
    gone = [pk for target, pk in stored.items() if target not in wanted]
    new = [target for target in wanted if target not in stored]
    ServiceLevelTarget.objects.filter(pk__in=gone).delete()
    ServiceLevelTarget.objects.bulk_create(
        ServiceLevelTarget(
            agreement=agreement,
            metric=target.metric,
            priority=target.priority,
            within_minutes=target.within_minutes,
            warn_percent=target.warn_percent,
        )
        for target in new
    )
    return bool(gone or new)


def _targets(targets: Iterable[Target]) -> list[Target]:
    found: dict[tuple[str, int], Target] = {}
    for target in targets:
        for name, rule in TARGET_RULES.items():
            _named(rule, target, name)
        if found.setdefault((target.metric, target.priority), target) is not target:
            raise ValueError(f"There are two {target.metric} targets for priority {target.priority}.")
    if not found:
        raise ValueError("An agreement needs at least one target.")
    for (metric, priority), target in found.items():
        longest = found.get((ServiceLevelTarget.Metric.RESOLUTION.value, priority), target)
        if metric == ServiceLevelTarget.Metric.RESPONSE and target.within_minutes > longest.within_minutes:
            raise ValueError(f"The response for priority {priority} would be later than the resolution.")
    return list(found.values())


def _named(rule: Any, target: Target, name: str) -> None:
    try:
        rule(getattr(target, name))
    except ValueError as error:
        raise ValueError(f"{name.replace('_', ' ')} of a target: {error}") from None


RULES: dict[str, Rule] = {
    "name": line,
    "service": optional(live(Service)),
    "party": optional(live(Party)),
    "calendar": live(ServiceCalendar),
    "targets": _targets,
}
