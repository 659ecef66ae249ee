"""Note to whom an item was escalated, and that they took it up."""

from collections.abc import Iterable

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.identity.queries import members_of
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.models import Escalation, WorkItem
from bailiwick.kernel.work.texts import body

KINDS = tuple(Escalation.Kind.values)


def note_escalation(
    item: WorkItem,
    *,
    by: Actor,
    kind: str,
    team: Team | None,
    person: Person | None,
    reason: str,
    also: Iterable[int | None] = (),
) -> Escalation:
    """Keep, inside the process's own operation, who was asked and who is told; raises Invalid without a receiver."""
    if kind == Escalation.Kind.FUNCTIONAL and team is None:
        raise Invalid({"team": "Name the team whose skill is needed."})
    if kind == Escalation.Kind.HIERARCHIC and person is None:
        raise Invalid({"person": "Name the manager who is to decide."})
    members = members_of(team.pk) if team else ()
    told = {*members, *also, person.pk if person else None} - {None, by.person_id}
    return Escalation.objects.create(
        item_id=item.pk, kind=kind, team=team, person=person, reason=reason, at=clock.now(), by_id=by.person_id,
        told=sorted(one for one in told if one is not None),
    )  # fmt: skip


def acknowledge_escalation(escalation: Escalation, *, by: Actor, answer: str = "") -> Escalation:
    """Take an escalation up: whoever was told of it, once."""
    said = body(answer, "answer", length=2000)
    with operation("work.acknowledge", by=by, subject=kinds.record(escalation.item)) as op:
        found = Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)
        if by.person_id not in found.told and not by.may("*"):
            raise Refused("Only those who were asked can take it up.")
        if found.acknowledged_at is not None:
            raise Invalid({"": "It was taken up already."})
        found.acknowledged_at, found.acknowledged_by_id, found.answer = clock.now(), by.person_id, said
        found.save(update_fields=["acknowledged_at", "acknowledged_by", "answer"])
        op.facts["said"] = "took up the escalation" + (f": {said}" if said else "")
    return found
