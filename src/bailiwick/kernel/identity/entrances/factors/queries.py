"""Reads of an account's factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.models import Account

APP, CODES, PASSKEY = (
    Authenticator.Type.TOTP,
    Authenticator.Type.RECOVERY_CODES,
    Authenticator.Type.WEBAUTHN,
)
NAMES = {APP: "Authenticator app", PASSKEY: "Passkey"}


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor as its owner sees it."""

    pk: int
    kind: str
    name: str
    created_at: datetime
    last_used_at: datetime | None

    @property
    def is_passkey(self) -> bool:
        return bool(self.kind == PASSKEY)


def factors(account: Account) -> list[Factor]:
    """The account's app and passkeys, the oldest first."""
    rows = Authenticator.objects.filter(user_id=account.pk, type__in=NAMES).order_by("created_at", "pk")
    return [_factor(row) for row in rows]


def has_factor(account: Account) -> bool:
    """Whether a password alone does not let somebody in."""
    found: bool = Authenticator.objects.filter(user_id=account.pk, type__in=NAMES).exists()
    return found


def factor(account: Account, pk: int) -> Factor:
    """One of the account's factors; raises NotFound when it is not one of them."""
    row = Authenticator.objects.filter(user_id=account.pk, type__in=NAMES, pk=pk).first()
    if row is None:
        raise NotFound("There is no such factor.")
    return _factor(row)


def unused_codes(account: Account) -> Sequence[str]:
    """The recovery codes that still work."""
    row = Authenticator.objects.filter(user_id=account.pk, type=CODES).first()
    return RecoveryCodes(row).get_unused_codes() if row is not None else ()


def _factor(row: Authenticator) -> Factor:
    name = str(row.data.get("name") or NAMES[row.type])
    return Factor(row.pk, row.type, name, row.created_at, row.last_used_at)
