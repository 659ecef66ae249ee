"""From a person or a token to the Actor that is carried through a request, in one query."""

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, ActorKind

_ACTOR = """
select p.id, p.name, p.party_id, coalesce(nullif(p.zone, ''), o.zone), o.name,
    coalesce((select jsonb_agg(jsonb_build_array(r.code, g.verb, a.scope_type, a.scope_id))
              from identity_roleassignment a
              join identity_role r on r.id = a.role_id
              left join identity_grant g on g.role_id = r.id
              where a.person_id = p.id and r.retired_at is null and a.ended_at is null
                and a.valid_from <= %(today)s
                and (a.valid_to is null or a.valid_to >= %(today)s)), '[]'::jsonb)::text,
    coalesce((select array_agg(m.team_id) from identity_teammembership m where m.person_id = p.id), '{{}}')
from identity_person p join identity_organization o on o.id = p.organization_id
where {who} and p.organization_id = %(organization)s and p.disabled_at is null
"""
_BY_PERSON = _ACTOR.format(who="p.id = %(who)s")
_BY_ACCOUNT = _ACTOR.format(who="p.account_id = %(who)s")


@dataclass(frozen=True, slots=True)
class Membership:
    """An organization that an account may enter, and as whom."""

    organization_id: int
    person_id: int
    organization: str
    slug: str


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization as pages name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in an organization."""

    actor: Actor
    organization: Tenant


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """What a token's hash leads to, before its organization's scope is opened."""

    organization_id: int
    person_id: int
    token_id: int
    scopes: frozenset[str]


def token_hash(secret: str) -> bytes:
    """SHA-256 of a token; tokens are random, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).digest()


def memberships(account_id: int) -> list[Membership]:
    """The organizations an account may enter."""
    return [Membership(*row) for row in _rows("select * from identity_memberships(%s)", [account_id])]


def organizations() -> list[tuple[int, str, str]]:
    """(id, slug, name) of every organization: for the command line and for jobs."""
    return [(row[0], row[2], row[3]) for row in _rows("select * from identity_organizations()", [])]


def is_unclaimed() -> bool:
    """Whether nobody can sign in yet, so that a first administrator may be made."""
    return bool(_rows("select identity_is_unclaimed()", [])[0][0])


def token_holder(secret: str) -> TokenHolder | None:
    """Whose token this is, or None when it is unknown, expired, revoked or its person is disabled."""
    rows = _rows(
        "select organization_id, person_id, token_id, scopes::text, expires_at from identity_token_holder(%s)",
        [token_hash(secret)],
    )
    if not rows or rows[0][4] <= clock.now():
        return None
    organization_id, person_id, token_id, scopes, _ = rows[0]
    return TokenHolder(organization_id, person_id, token_id, frozenset(orjson.loads(scopes)))


def actor_for_person(organization_id: int, person_id: int, *, request: str = "") -> Actor | None:
    """The actor a person is now, or None if disabled or absent; the organization's scope must be open."""
    found = _presence(_BY_PERSON, person_id, organization_id, request)
    return found.actor if found else None


def presence_of_account(organization_id: int, account_id: int, *, request: str = "") -> Presence | None:
    """Who an account is in the organization, or None if nobody there; the organization's scope must be open."""
    return _presence(_BY_ACCOUNT, account_id, organization_id, request)


def actor_for_token(holder: TokenHolder, *, request: str = "") -> Actor | None:
    """The actor a token stands for: its person, limited to the token's scopes."""
    found = _presence(_BY_PERSON, holder.person_id, holder.organization_id, request, holder)
    return found.actor if found else None


def _presence(
    sql: str, who: int, organization_id: int, request: str, holder: TokenHolder | None = None
) -> Presence | None:
    rows = _rows(sql, {"who": who, "organization": organization_id, "today": clock.now().date()})
    if not rows:
        return None
    person_id, name, party_id, zone, organization, roles, teams = rows[0]
    held = orjson.loads(roles)
    actor = Actor(
        organization_id=organization_id,
        name=name,
        kind=ActorKind.TOKEN if holder else ActorKind.PERSON,
        person_id=person_id,
        party_id=party_id,
        grants=frozenset(verb for _, verb, kind, _ in held if verb and not kind),
        scoped=frozenset((verb, kind, of) for _, verb, kind, of in held if verb and kind),
        limits=holder.scopes if holder else None,
        roles=frozenset(code for code, *_ in held),
        team_ids=frozenset(teams),
        token_id=holder.token_id if holder else None,
        zone=zone,
        request=request,
    )
    return Presence(actor, Tenant(organization_id, organization))


def _rows(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
