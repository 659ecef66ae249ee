"""Tokens: issued to oneself within one's own grants, expiring, shown once, revoked."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.actors import entered_with_token, token_hash
from bailiwick.kernel.identity.models import Token
from bailiwick.kernel.identity.types import IssuedToken
from bailiwick.kernel.ledger.models import LedgerChange
from tests.cast import Cast


def issue(by: Actor, *scopes: str, days: float = 30) -> IssuedToken:
    return ops.issue_token("Script", by=by, scopes=scopes, expires_at=clock.now() + timedelta(days=days))


def actor_of(issued: IssuedToken) -> Actor:
    with entered_with_token(issued.secret) as actor:
        assert actor is not None
        assert tenant.current() == actor.organization_id
    return actor


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    issued = issue(cast.sam, "incident.classify")
    assert re.fullmatch(r"bw_[A-Za-z0-9_-]{40}", issued.secret)
    with tenant.scope(cast.organization.id):
        stored = Token.objects.get(pk=issued.token.pk)
        change = LedgerChange.objects.get(table_name="identity_token", row_id=stored.pk)
    assert issued.secret.startswith(stored.prefix)
    assert len(stored.prefix) == 8
    assert (bytes(stored.hash), stored.person_id) == (token_hash(issued.secret), cast.people["sam"].pk)
    assert change.after is not None
    assert "hash" not in change.after
    assert issued.secret not in str(change.after)


def test_a_token_acts_within_its_scopes(cast: Cast) -> None:
    actor = actor_of(issue(cast.sam, "incident.classify", "incident.log"))
    assert actor.may("incident.classify")
    assert not actor.may("incident.resolve")
    assert (actor.person_id, actor.name) == (cast.people["sam"].pk, "Sam")


@pytest.mark.parametrize(
    "scopes",
    [[], ["party.add"], ["incident.*"], ["*"], ["incident.sink"], ["incident.classify", "party.add"]],
)
def test_scopes_lie_within_ones_own_grants(cast: Cast, scopes: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        issue(cast.sam, *scopes)
    assert list(caught.value.fields) == ["scopes"]


def test_a_grant_covers_narrower_scopes(cast: Cast) -> None:
    assert issue(cast.ada, "*", "incident.*").token.verbs == ["*", "incident.*"]
    assert issue(cast.mia, "incident.resolve").token.verbs == ["incident.resolve"]
    scoped = replace(cast.sam, grants=frozenset(), scoped=frozenset({("incident.*", "team", cast.desk.pk)}))
    assert issue(scoped, "incident.resolve").token.verbs == ["incident.resolve"]


@pytest.mark.parametrize("days", [-1, 0, 401])
def test_a_token_expires_within_bounds(cast: Cast, days: float) -> None:
    with pytest.raises(Invalid) as caught:
        issue(cast.sam, "incident.classify", days=days)
    assert list(caught.value.fields) == ["expires_at"]
    assert issue(cast.sam, "incident.classify", days=400).token.pk


def test_an_expiry_has_a_zone_and_a_token_a_name(cast: Cast) -> None:
    naive: dict[str, Any] = {"expires_at": datetime(2030, 1, 1), "scopes": ["incident.classify"]}  # noqa: DTZ001
    with pytest.raises(Invalid) as caught:
        ops.issue_token("", by=cast.sam, **naive)
    assert caught.value.fields.keys() == {"name", "expires_at"}


def test_only_people_who_are_signed_in_issue_tokens(cast: Cast) -> None:
    by_token = actor_of(issue(cast.ada, "*"))
    for by in (by_token, replace(cast.ada, person_id=None)):
        with pytest.raises(Refused):
            issue(by, "incident.classify")


def test_a_customer_holds_nothing_that_a_token_could_do(cast: Cast) -> None:
    with pytest.raises(Invalid):
        issue(cast.cora, "incident.classify")


def test_a_revoked_token_opens_nothing(cast: Cast) -> None:
    issued = issue(cast.sam, "incident.classify")
    revoked = ops.revoke_token(issued.token, by=cast.sam)
    assert revoked.revoked_at is not None
    with entered_with_token(issued.secret) as nobody:
        assert nobody is None
    with pytest.raises(NotAllowedNow):
        ops.revoke_token(issued.token, by=cast.sam)


def test_who_may_revoke_whose_token(cast: Cast) -> None:
    token = issue(cast.sam, "incident.classify").token
    for stranger in (cast.mia, cast.cora, cast.zoe):
        with pytest.raises(NotFound):
            ops.revoke_token(token, by=stranger)
    reader = replace(cast.mia, grants=frozenset({"token.read"}))
    with pytest.raises(Refused):
        ops.revoke_token(token, by=reader)
    assert ops.revoke_token(token, by=cast.ada).revoked_at is not None


def test_a_token_may_end_itself_and_no_other(cast: Cast) -> None:
    leaked, other = issue(cast.sam, "incident.classify"), issue(cast.sam, "incident.classify")
    actor = actor_of(leaked)
    with pytest.raises(NotFound):
        ops.revoke_token(other.token, by=actor)
    assert ops.revoke_token(leaked.token, by=actor).revoked_at is not None
