"""From a person or a token to the Actor that is carried through a request, in one query."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from bailiwick.kernel.base import clock, statements, tenant
from bailiwick.kernel.base.actor import Actor, ActorKind
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.identity import rates


@dataclass(frozen=True, slots=True)
class Membership:
    """An organization that an account may enter, and as whom."""

    organization_id: int
    person_id: int
    organization: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization as pages name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from outside whom support access lets in, by the id of the consent."""

    access_id: int
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in an organization, and what stands over them.

    `until` is when their access ends by itself; `factor_due` and `password_due` are when they must have added a
    second factor or set a new password. None where nothing is asked. `guests` are in by support access.
    """

    actor: Actor
    organization: Tenant
    until: datetime | None = None
    factor_due: datetime | None = None
    password_due: datetime | None = None
    guests: tuple[Guest, ...] = ()

    @property
    def owes_factor(self) -> bool:
        """Whether the time to add a second factor is over."""
        return self.factor_due is not None and self.factor_due <= clock.now()

    @property
    def owes_password(self) -> bool:
        """Whether the password is older than it may be."""
        return self.password_due is not None and self.password_due <= clock.now()


def token_hash(secret: str) -> bytes:
    """SHA-256 of a token; tokens are random, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).digest()


def memberships(account_id: int) -> list[Membership]:
    """The organizations an account may enter."""
    rows = statements.rows("select * from identity_memberships($1, $2)", [account_id, clock.now()])
    return [Membership(*row) for row in rows]


def organizations() -> list[tuple[int, str, str]]:
    """(id, slug, name) of every organization: for the command line and for jobs."""
    return [(row[0], row[2], row[3]) for row in statements.rows("select * from identity_organizations()")]


def is_unclaimed() -> bool:
    """Whether nobody can sign in yet, so that a first administrator may be made."""
    return bool(statements.rows("select identity_is_unclaimed()")[0][0])


def actor_for_person(organization_id: int, person_id: int, *, request: str = "") -> Actor | None:
    """The actor a person is now, or None if disabled or absent; the organization's scope must be open."""
    asked = [organization_id, person_id, clock.now()]
    rows = statements.rows("select * from identity_presence($1, $2, $3)", asked)
    return _actor(organization_id, rows[0], request) if rows else None


@contextmanager
def entered_as_account(
    organization_id: int, account_id: int, *, request: str = ""
) -> Iterator[Presence | None]:
    """The organization's scope, and who the account is in it: None if nobody there."""
    with transaction.atomic():
        asked = [organization_id, account_id, clock.now()]
        rows = statements.rows("select * from identity_enter($1, $2, $3)", asked)
        with tenant.entered(organization_id):
            if rows:
                yield _presence(_actor(organization_id, rows[0], request), rows[0])
            else:
                yield None


@contextmanager
def entered_with_token(secret: str, *, request: str = "") -> Iterator[Actor | None]:
    """The scope of the token's organization, and the person it stands for, limited to the token's scopes.

    None, and no scope, for a token that is unknown, expired or revoked, or whose person is disabled. Raises Refused
    when the person has let the time pass to add a second factor, as a token is no way around it, and TooMany.
    """
    rates.take(secret)
    with transaction.atomic():
        asked = [token_hash(secret), clock.now()]
        rows = statements.rows("select * from identity_enter_by_token($1, $2)", asked)
        if not rows:
            yield None
            return
        organization_id, token_id, scopes, *presence = rows[0]
        with tenant.entered(organization_id):
            limits = frozenset(orjson.loads(scopes))
            actor = _actor(
                organization_id, presence, request, kind=ActorKind.TOKEN, limits=limits, token_id=token_id
            )
            _require_factor(actor, presence[8])
            yield actor


def _presence(actor: Actor, row: Sequence[Any]) -> Presence:
    until, factor_due, password_due, guests = row[7:]
    found = tuple(
        Guest(key, name, datetime.fromisoformat(ends_at))
        for key, name, ends_at in orjson.loads(guests or "[]")
    )
    organization = Tenant(actor.organization_id, row[4])
    return Presence(actor, organization, until, factor_due, password_due, found)


def _require_factor(actor: Actor, due: datetime | None) -> None:
    """Whom the organization's own provider signs in has their second factor there."""
    if due is None or due > clock.now():
        return
    linked = """select exists (select 1 from federation_linkedidentity l
        join federation_identityprovider p on p.id = l.provider_id
        where l.person_id = $1 and p.disabled_at is null)"""
    if not statements.rows(linked, [actor.person_id])[0][0]:
        raise Refused(f"{actor.name} must add a second factor first: then this token works again.")


def _actor(organization_id: int, presence: Sequence[Any], request: str, **of_token: Any) -> Actor:
    person_id, name, party_id, zone, _, roles, teams = presence[:7]
    held = orjson.loads(roles)
    return Actor(
        organization_id=organization_id,
        name=name,
        person_id=person_id,
        party_id=party_id,
        grants=frozenset(verb for _, verb, kind, _ in held if verb and not kind),
        scoped=frozenset((verb, kind, of) for _, verb, kind, of in held if verb and kind),
        roles=frozenset(code for code, *_ in held),
        team_ids=frozenset(teams),
        zone=zone,
        request=request,
        **of_token,
    )
