"""Roles, what they grant, and who holds them (5.3)."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Q
from django.utils.text import slugify

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, Scope
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.administrators import keep_an_administrator
from bailiwick.kernel.identity.fields import (
    checked,
    earliest_today,
    given,
    line,
    live,
    prose,
    refuse_retired,
    retire,
    unique,
    write,
)
from bailiwick.kernel.identity.grants import known_grants, require_held
from bailiwick.kernel.identity.models import Grant, Party, Person, Role, RoleAssignment, Team
from bailiwick.kernel.ledger.operation import operation

RULES = {"name": line, "responsibilities": prose}
NAME = ("identity_role_name", "name", "Another role has this name.")
CODE = ("identity_role_code", "name", "Another role has this name, or one that is written the same.")
SCOPES = {"team": live(Team), "party": live(Party)}
CODE_LENGTH = 40


class RoleFields(TypedDict, total=False):
    """What can be changed of a role; `verbs` are all its grants."""

    name: str
    responsibilities: str
    verbs: Iterable[str]


def add_role(
    name: str, *, by: Actor, responsibilities: str = "", verbs: Iterable[str] = (), code: str = ""
) -> Role:
    """Make a role; nobody puts into it what they do not hold themselves."""
    with operation("role.add", by=by) as op:
        values = checked({"name": name, "responsibilities": responsibilities}, RULES)
        with unique(*NAME), unique(*CODE):
            role = Role.objects.create(**values, code=code or _free_code(values["name"]))
        op.about(role)
        _grant(role, verbs, by)
    return role


def revise_role(
    role: Role, *, by: Actor, expected_version: int | None = None, **changes: Unpack[RoleFields]
) -> Role:
    """Change a role's name, responsibilities or grants; nobody adds what they do not hold themselves."""
    with operation("role.revise", by=by, subject=role, expected_version=expected_version) as op:
        refuse_retired(op)
        verbs = changes.pop("verbs", None)
        values = checked(changes, RULES)
        with keep_an_administrator(), unique(*NAME):
            is_regranted = verbs is not None and _grant(op.subject, verbs, by)
            write(op.subject, values, also_changed=is_regranted)
    return op.subject


def retire_role(role: Role, *, by: Actor, reason: str, expected_version: int | None = None) -> Role:
    """Take a role out of use; its holders lose what it grants."""
    why = given(reason)
    with (
        operation("role.retire", by=by, subject=role, reason=why, expected_version=expected_version) as op,
        keep_an_administrator(),
    ):
        retire(op)
    return op.subject


def assign_role(
    role: Role,
    person: Person,
    *,
    by: Actor,
    valid_from: date,
    valid_to: date | None = None,
    scope: Scope | None = None,
) -> RoleAssignment:
    """Give a person a role (5.3), everywhere or for one team, party or service; nobody gives what they do not hold."""
    with operation("role.assign", by=by, subject=role) as op:
        refuse_retired(op)
        kind, of = _checked_scope(scope)
        held = Grant.objects.filter(role=op.subject).values_list("verb", flat=True)
        require_held(by, held, frozenset({scope} if scope else ()))
        holder = checked({"person": person}, {"person": live(Person)})["person"]
        if valid_to is not None and valid_to < valid_from:
            raise Invalid({"valid_to": "The last day lies before the first."})
        _refuse_overlap(op.subject, holder, (kind, of), valid_from, valid_to)
        op.facts["person"] = holder.name
        return RoleAssignment.objects.create(
            role=op.subject,
            person=holder,
            scope_type=kind,
            scope_id=of,
            valid_from=valid_from,
            valid_to=valid_to,
            assigned_by_id=by.person_id,
        )


def end_role(
    assignment: RoleAssignment,
    *,
    by: Actor,
    on: date | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> RoleAssignment:
    """Take a role from a person: at once, or after a last day from today on."""
    with operation(
        "role.end", by=by, subject=assignment, reason=reason, expected_version=expected_version
    ) as op:
        held, today = op.subject, clock.now().date()
        if held.ended_at is not None or (held.valid_to is not None and held.valid_to < today):
            raise NotAllowedNow(op.verb, "ended")
        if on is not None and on < max(earliest_today(clock.now()), held.valid_from):
            raise Invalid({"on": "The last day lies in the past, or before the first."})
        with keep_an_administrator():
            if on is None:
                write(held, {"ended_at": clock.now(), "valid_to": max(today, held.valid_from)})
            else:
                write(held, {"valid_to": on})
    return held


def _grant(role: Role, verbs: Iterable[str], by: Actor) -> bool:
    """Make the role grant exactly the verbs; True if that changed it. What it has already is not judged again."""
    wanted, held = frozenset(verbs), frozenset(role.grants.values_list("verb", flat=True))
    added: frozenset[str] = checked({"verbs": wanted - held}, {"verbs": known_grants})["verbs"]
    require_held(by, added)
    Grant.objects.filter(role=role, verb__in=held - wanted).delete()
    Grant.objects.bulk_create([Grant(role=role, verb=verb) for verb in sorted(added)])
    return wanted != held


def _free_code(name: str) -> str:
    stem = slugify(name)[:CODE_LENGTH] or "role"
    taken = set(Role.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 2
    code = stem
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def _checked_scope(scope: Scope | None) -> tuple[str, int | None]:
    if scope is None:
        return "", None
    kind, of = scope
    if kind in SCOPES:
        model = Team if kind == "team" else Party
        checked({"scope": model(pk=of)}, {"scope": SCOPES[kind]})
    elif kind != "service":
        raise Invalid({"scope": "A role is limited to a team, a party or a service."})
    return kind, of


def _refuse_overlap(
    role: Role, person: Person, scope: tuple[str, int | None], valid_from: date, valid_to: date | None
) -> None:
    held = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from),
        role=role,
        person=person,
        ended_at=None,
        scope_type=scope[0],
        scope_id=scope[1],
    )
    if valid_to is not None:
        held = held.filter(valid_from__lte=valid_to)
    if held.exists():
        raise Invalid({"person": f"{person.name} holds this role already in that time."})
