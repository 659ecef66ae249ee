"""Erasure: the content of entries that may no longer be kept goes, every proof stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.ledger.operation import operation


@dataclass(frozen=True, slots=True)
class Erased:
    """How many payloads and row changes lost their content; those erased before are not counted again."""

    event_id: int
    payloads: int
    changes: int


def erase(event_ids: Sequence[int], *, by: Actor, reason: str, change_ids: Sequence[int] = ()) -> Erased:
    """Take payload and salt from events, before, after and salt from row changes, for good.

    The digests stay, so that leaves, proofs and checkpoints hold. The erasure is an entry itself that lists what was
    erased, in its facts and, by the database's own hand, in its changes. Raises Invalid (no reason, nothing named)
    and NotFound (an entry that this organization does not have).
    """
    wanted_events, wanted_changes = sorted(set(event_ids)), sorted(set(change_ids))
    if not reason.strip():
        raise Invalid({"reason": "An erasure needs a reason."})
    if not wanted_events and not wanted_changes:
        raise Invalid({"": "Nothing is named that could be erased."})
    with operation("ledger.erase", by=by, reason=reason) as op:
        if LedgerEvent.objects.filter(pk__in=wanted_events).count() < len(wanted_events):
            raise NotFound("There is no such entry.")
        if LedgerChange.objects.filter(pk__in=wanted_changes).count() < len(wanted_changes):
            raise NotFound("There is no such row change.")
        op.facts = {"events": wanted_events, "changes": wanted_changes}
        with connection.cursor() as cursor:
            cursor.execute(
                "select events, changes from ledger_erase(%s::bigint[], %s::bigint[])",
                [wanted_events, wanted_changes],
            )
            payloads, changes = cursor.fetchone()
    return Erased(op.id, payloads, changes)


def erase_entries(event_ids: Sequence[int], *, by: Actor, reason: str) -> Erased:
    """Erase the whole content of entries: their payloads, and every row change that they made; raises as `erase`."""
    with tenant.scope(by.organization_id):
        changes = LedgerChange.objects.filter(event_id__in=set(event_ids)).values_list("pk", flat=True)
        return erase(event_ids, by=by, reason=reason, change_ids=list(changes))
