"""Tokens for the API."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.kernel.identity import queries
from bailiwick.kernel.identity.actors import token_hash
from bailiwick.kernel.identity.fields import checked, line
from bailiwick.kernel.identity.grants import known_grants, lacks
from bailiwick.kernel.identity.models import Token
from bailiwick.kernel.identity.types import IssuedToken
from bailiwick.kernel.ledger.operation import operation

LONGEST_LIFE = timedelta(days=400)
PREFIX_LENGTH = 8


def issue_token(name: str, *, by: Actor, scopes: Iterable[str], expires_at: datetime) -> IssuedToken:
    """Issue a token for oneself, limited to verbs one holds, for at most 400 days; the secret is shown this once."""
    with operation("token.issue", by=by) as op:
        values = checked(
            {"name": name, "scopes": frozenset(scopes), "expires_at": expires_at},
            {"name": line, "scopes": lambda asked: _covered(by, asked), "expires_at": _expiry},
        )
        secret = f"bw_{secrets.token_urlsafe(30)}"
        token = Token.objects.create(
            person_id=by.person_id or 0,
            name=values["name"],
            prefix=secret[:PREFIX_LENGTH],
            hash=token_hash(secret),
            verbs=values["scopes"],
            expires_at=values["expires_at"],
        )
        op.about(token)
    return IssuedToken(token, secret)


def revoke_token(token: Token, *, by: Actor, reason: str = "") -> Token:
    """End a token at once; raises NotFound for one that the actor may not see."""
    with tenant.scope(by.organization_id):
        token = queries.token(by, token.pk)
        with operation("token.revoke", by=by, subject=token, reason=reason) as op:
            if op.subject.revoked_at is not None:
                raise NotAllowedNow(op.verb, "revoked")
            op.subject.revoked_at = clock.now()
            op.subject.save(update_fields=["revoked_at"])
    return op.subject


def _covered(by: Actor, asked: frozenset[str]) -> list[str]:
    if not asked:
        raise ValueError("A token needs at least one verb that it may use.")
    verbs = sorted(known_grants(asked))
    if lacking := [verb for verb in verbs if lacks(by, verb)]:
        raise ValueError(f"You do not hold “{lacking[0]}” yourself.")
    return verbs


def _expiry(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("The time needs a zone.")
    if not clock.now() < at <= clock.now() + LONGEST_LIFE:
        raise ValueError(f"A token expires within {LONGEST_LIFE.days} days from now.")
    return at
