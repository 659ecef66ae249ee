"""Customers, suppliers and own units."""

from typing import TypedDict, Unpack

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import (
    checked,
    given,
    line,
    live,
    one_of,
    optional,
    refuse_retired,
    retire,
    unique,
    write,
)
from bailiwick.kernel.identity.models import Party, Person
from bailiwick.kernel.ledger.operation import operation

RULES = {"name": line, "kind": one_of(Party.Kind), "parent": optional(live(Party))}
NAME = ("identity_party_name", "name", "Another party has this name.")


class PartyFields(TypedDict, total=False):
    """What can be changed of a party."""

    name: str
    kind: str
    parent: Party | None


def add_party(name: str, *, by: Actor, kind: str, parent: Party | None = None) -> Party:
    """Make a customer, supplier or unit known."""
    with operation("party.add", by=by) as op:
        values = checked({"name": name, "kind": kind, "parent": parent}, RULES)
        with unique(*NAME):
            party = Party.objects.create(**values)
        op.about(party)
    return party


def revise_party(
    party: Party, *, by: Actor, expected_version: int | None = None, **changes: Unpack[PartyFields]
) -> Party:
    """Change a party's name, kind or place below another one."""
    with operation("party.revise", by=by, subject=party, expected_version=expected_version) as op:
        refuse_retired(op)
        values = checked(changes, RULES)
        _refuse_circle(op.subject, values.get("parent"))
        with unique(*NAME):
            write(op.subject, values)
    return op.subject


def retire_party(party: Party, *, by: Actor, reason: str, expected_version: int | None = None) -> Party:
    """Take a party out of use, once nobody of it has access and nothing in use lies below it."""
    why = given(reason)
    with operation("party.retire", by=by, subject=party, reason=why, expected_version=expected_version) as op:
        if Person.objects.filter(party=op.subject, disabled_at=None).exists():
            raise Invalid({"": "People of this party still have access: disable or move them first."})
        if Party.objects.filter(parent=op.subject, retired_at=None).exists():
            raise Invalid({"": "Parties below this one are still in use: retire or move them first."})
        retire(op)
    return op.subject


def _refuse_circle(party: Party, parent: Party | None) -> None:
    above = parent
    while above is not None:
        if above.pk == party.pk:
            raise Invalid({"parent": "A party cannot lie below itself."})
        above = above.parent
