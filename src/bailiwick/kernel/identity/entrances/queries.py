"""Reads of what signing in remembers."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.db.models.functions import Lower

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.models import Session, SignIn, WelcomeLink
from bailiwick.kernel.identity.entrances.operations import hashed
from bailiwick.kernel.identity.entrances.signins import Happening
from bailiwick.kernel.identity.models import Account, Person

WRONG_CODES, WITHIN = 5, timedelta(minutes=5)


def open_sessions(account: Account) -> QuerySet[Session]:
    """The browsers in which the account is signed in, the last seen first."""
    return Session.objects.filter(account=account, expire_date__gt=clock.now()).order_by("-seen_at")


def is_welcome(token: str) -> bool:
    """Whether a welcome token would still work."""
    return WelcomeLink.objects.filter(hash=hashed(token), expires_at__gt=clock.now()).exists()


def own_sign_ins(account: Account) -> QuerySet[SignIn]:
    """What happened at the door in one's own name, the latest first."""
    return SignIn.objects.filter(account=account).order_by("-at")


def is_guessing(account: Account) -> bool:
    """Whether so many wrong codes came lately that none is looked at any more."""
    lately = SignIn.objects.filter(account=account, what=Happening.WRONG_CODE, at__gt=clock.now() - WITHIN)
    return lately.count() >= WRONG_CODES


def known_as(email: str) -> Account | None:
    """The account of an address, for the log, of which none holds what no database takes."""
    if "\0" in email:
        return None
    return Account.objects.alias(key=Lower("email")).filter(key=email.strip().lower()[:254]).first()


def logged(person: Person) -> int:
    """How many lines of the sign-in log are about a person."""
    return SignIn.objects.filter(account__isnull=False, account=person.account_id).count()


def browsers(person: Person) -> int:
    """In how many browsers a person is signed in."""
    return Session.objects.filter(account__isnull=False, account=person.account_id).count()


def factors(person: Person) -> int:
    """How many second factors and passkeys a person has."""
    return int(Authenticator.objects.filter(user__isnull=False, user=person.account_id).count())
