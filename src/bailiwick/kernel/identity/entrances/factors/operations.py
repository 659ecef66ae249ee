"""Writes of an account's factors. Accounts belong to no organization: the sign-in log keeps what was done."""

from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.factors import codes
from bailiwick.kernel.identity.entrances.factors.queries import APP, CODES, NAMES, PASSKEY
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.queries import is_guessing
from bailiwick.kernel.identity.entrances.signins import Happening, Place
from bailiwick.kernel.identity.fields import checked, line
from bailiwick.kernel.identity.models import Account

MOST_PASSKEYS = 20


class Answer(StrEnum):
    """What became of a code that somebody typed."""

    APP = "authenticator app"
    RECOVERY = "recovery code"
    WRONG = "wrong"
    TOO_MANY = "too many"


def add_app(account: Account, secret: str, code: str, *, place: Place) -> None:
    """Take an authenticator app into use, replacing an earlier one; its first code shows that it works."""
    period = codes.period_of(secret, codes.plain(code), clock.now())
    if period is None:
        raise Invalid({"code": "This is not the code that the app shows now."})
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account.pk, type=APP).delete()
        data = {"secret": encrypt(secret), "period": period}
        Authenticator.objects.create(user=account, type=APP, data=data, created_at=clock.now())
        RecoveryCodes.activate(account)
        note_sign_in(Happening.FACTOR_ADDED, account, place=place, method=NAMES[APP])


def add_passkey(account: Account, name: str, credential: dict[str, Any], *, place: Place) -> None:
    """Take a passkey into use that the browser has made and the ceremony has checked."""
    called = checked({"name": name}, {"name": line})["name"]
    with transaction.atomic():
        _lock(account)
        if Authenticator.objects.filter(user_id=account.pk, type=PASSKEY).count() >= MOST_PASSKEYS:
            raise Invalid({"name": f"An account has at most {MOST_PASSKEYS} passkeys."})
        data = {"name": called, "credential": credential}
        Authenticator.objects.create(user=account, type=PASSKEY, data=data, created_at=clock.now())
        RecoveryCodes.activate(account)
        note_sign_in(Happening.FACTOR_ADDED, account, place=place, method=f"Passkey {called}")


def remove_factor(account: Account, pk: int, *, name: str, place: Place) -> None:
    """Take a factor out of use; with the last one go the recovery codes."""
    with transaction.atomic():
        _lock(account)
        Authenticator.objects.filter(user_id=account.pk, type__in=NAMES, pk=pk).delete()
        if not Authenticator.objects.filter(user_id=account.pk, type__in=NAMES).exists():
            Authenticator.objects.filter(user_id=account.pk).delete()
        note_sign_in(Happening.FACTOR_REMOVED, account, place=place, method=name)


def clear_factors(account: Account) -> int:
    """Take all factors of somebody who has lost them out of use, and sign them out; how many there were."""
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user_id=account.pk).delete()
        account.sessions.all().delete()
        note_sign_in(Happening.FACTORS_CLEARED, account)
    return int(gone)


def renew_codes(account: Account, *, place: Place) -> None:
    """Make new recovery codes; the earlier ones stop working."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account.pk, type=CODES).delete()
        RecoveryCodes.activate(account)
        note_sign_in(Happening.CODES_RENEWED, account, place=place)


def use_code(account: Account, typed: str, *, place: Place) -> Answer:
    """Use a code of the app or a recovery code up; wrong ones are counted in the sign-in log.

    The account is locked meanwhile: of two that send the same code at once one is refused.
    """
    code = codes.plain(typed)
    with transaction.atomic():
        _lock(account)
        if is_guessing(account):
            note_sign_in(Happening.TOO_MANY, account, place=place, method="code")
            return Answer.TOO_MANY
        if _is_of_app(account, code):
            return Answer.APP
        if _is_recovery(account, code):
            note_sign_in(Happening.RECOVERY_USED, account, place=place)
            return Answer.RECOVERY
        note_sign_in(Happening.WRONG_CODE, account, place=place)
    return Answer.WRONG


def note_use(factor: Authenticator) -> None:
    """Remember when a passkey was last used."""
    Authenticator.objects.filter(pk=factor.pk).update(last_used_at=clock.now())


def _lock(account: Account) -> None:
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def _is_of_app(account: Account, code: str) -> bool:
    row = Authenticator.objects.filter(user_id=account.pk, type=APP).first()
    if row is None:
        return False
    last = int(row.data.get("period", 0))
    period = codes.period_of(decrypt(row.data["secret"]), code, clock.now(), after=last)
    if period is None:
        return False
    row.data["period"], row.last_used_at = period, clock.now()
    row.save(update_fields=["data", "last_used_at"])
    return True


def _is_recovery(account: Account, code: str) -> bool:
    row = Authenticator.objects.filter(user_id=account.pk, type=CODES).first()
    return row is not None and bool(RecoveryCodes(row).validate_code(code))
