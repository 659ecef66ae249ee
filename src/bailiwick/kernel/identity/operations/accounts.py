"""Accounts that people sign in with: they belong to no organization, so no ledger holds them."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import checked
from bailiwick.kernel.identity.fields import email as email_rule
from bailiwick.kernel.identity.models import Account

PASSWORD_LENGTH = 1000


def make_account(email: str, password: str | None = None) -> Account:
    """Make an account; without a password nobody can sign in to it until one is set.

    Raises Invalid for an address that has an account: for whoever may not learn that, there is `account_for`.
    """
    account = Account(email=_address(email))
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(_acceptable(password, account))
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Invalid({"email": "There is an account with this address already."}) from None
    return account


def account_for(email: str) -> Account:
    """The account of an e-mail address, made without a password if there is none; two at once get the same one."""
    address = _address(email)
    accounts = Account.objects.alias(key=Lower("email")).filter(key=address)
    account = accounts.first()
    if account is not None:
        return account
    try:
        return make_account(address)
    except Invalid:
        return accounts.get()


def set_password(account: Account, password: str) -> None:
    """Give an account a new password, which ends its sessions; raises Invalid for one that is too easy."""
    account.set_password(_acceptable(password, account))
    account.password_set_at = clock.now()
    account.save(update_fields=["password", "password_set_at"])


def _address(email: str) -> str:
    address: str = checked({"email": email}, {"email": email_rule})["email"]
    return address.lower()


def _acceptable(password: str, account: Account) -> str:
    if len(password) > PASSWORD_LENGTH:
        raise Invalid({"password": f"A password has at most {PASSWORD_LENGTH} characters."})
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from None
    return password
