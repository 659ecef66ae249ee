"""Say how long things are kept, and erase what is due; each slice of a run is an entry with its counts."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.fields import checked, given, unique, whole, write
from bailiwick.kernel.ledger import erasure, policies
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.retention import queries
from bailiwick.kernel.retention.kinds import KINDS
from bailiwick.kernel.retention.models import RetentionRule

MOST_DAYS = 36_500
SLICE = 200
DAYS = {"days": whole(1, MOST_DAYS)}


def add_rule(kind: str, *, by: Actor, days: int, reason: str) -> RetentionRule:
    """Have a kind of record erased after so many days, from the next night on, by whoever may erase in the ledger."""
    why = given(reason)
    with operation("retention.add", by=by, reason=why) as op:
        policies.require(by, "ledger.erase")
        if kind not in KINDS:
            raise Invalid({"kind": "There is no such kind of record."})
        values = checked({"days": days}, DAYS)
        with unique("retention_rule_once", "kind", "There is a rule for this kind already."):
            rule = RetentionRule.objects.create(kind=kind, reason=why, **values)
        op.about(rule)
    return rule


def revise_rule(
    rule: RetentionRule, *, by: Actor, days: int, reason: str, expected_version: int | None = None
) -> RetentionRule:
    """Change after how many days."""
    why = given(reason)
    with operation(
        "retention.revise", by=by, subject=rule, reason=why, expected_version=expected_version
    ) as op:
        _refuse_ended(op)
        policies.require(by, "ledger.erase")
        write(op.subject, {**checked({"days": days}, DAYS), "reason": why})
    return op.subject


def end_rule(
    rule: RetentionRule, *, by: Actor, reason: str, expected_version: int | None = None
) -> RetentionRule:
    """Erase nothing by this rule any more; what it erased stays erased."""
    why = given(reason)
    with operation("retention.end", by=by, subject=rule, reason=why, expected_version=expected_version) as op:
        _refuse_ended(op)
        write(op.subject, {"ended_at": clock.now()})
    return op.subject


def erase_due(rule: RetentionRule, *, by: Actor) -> int:
    """Erase the next slice of what the rule says is due, legal holds respected; how many rows, 0 when all is done."""
    keys = queries.next_due(queries.kind_of(rule), rule.days, SLICE)
    if not keys:
        return 0
    with operation("retention.run", by=by, subject=rule) as op:
        _refuse_ended(op)
        taken = queries.kind_of(op.subject).take(keys)
        if taken.events or taken.changes:
            erasure.erase(taken.events, change_ids=taken.changes, by=by, reason=op.subject.reason)
        op.facts = {"kind": op.subject.kind, "days": op.subject.days, "rows": taken.rows}
        op.facts |= {"entries": len(taken.events), "changes": len(taken.changes)}
    return taken.rows


def _refuse_ended(op: Operation[RetentionRule]) -> None:
    if op.subject.ended_at is not None:
        raise NotAllowedNow(op.verb, "ended")
