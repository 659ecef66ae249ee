"""The ceremonies of passkeys (WebAuthn): the browser signs a challenge that its session keeps."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.webauthn import ResidentKeyRequirement, UserVerificationRequirement

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Account

LONGEST = 20_000
REFUSED = "The passkey was not accepted. Try again."
_WRONG = (ValidationError, ValueError, TypeError, KeyError, AttributeError)


def creation_options(account: Account) -> dict[str, Any]:
    """What the browser needs to make a passkey that signs in without a password where the device can."""
    options, state = auth.get_server().register_begin(
        user=auth.build_user_payload(account),
        credentials=auth.get_credentials(account),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions=auth.EXTENSIONS,
    )
    auth.set_state(state)
    return dict(options)


def made(typed: str) -> dict[str, Any]:
    """The passkey that a browser has made for the challenge of this session; raises Invalid."""
    try:
        credential = _parsed(typed)
        auth.complete_registration(credential)
    except _WRONG:
        raise Invalid({"": REFUSED}) from None
    return credential


def request_options(account: Account | None = None) -> dict[str, Any]:
    """What the browser needs to show a passkey: one of the account, or any that signs in by itself."""
    return dict(auth.begin_authentication(account))


def shown(typed: str, account: Account | None = None) -> Authenticator:
    """The passkey that was shown for the challenge of this session; raises Invalid.

    Without an account it is found by the passkey itself, which then proves the person as well (user verification).
    """
    try:
        response = _parsed(typed)
        owner = account or auth.extract_user_from_response(response)
        return auth.complete_authentication(owner, response)
    except _WRONG:
        raise Invalid({"": REFUSED}) from None
    finally:
        auth.clear_state()


def owner_named(typed: str) -> Account | None:
    """Whose passkey somebody says to show, for the log; nothing is proved by it."""
    try:
        found = auth.extract_user_from_response(_parsed(typed))
    except _WRONG:
        return None
    return found if isinstance(found, Account) else None


def options_text(options: dict[str, Any]) -> str:
    """Options as the browser takes them."""
    return json.dumps(options, default=_plain)


def _parsed(typed: str) -> dict[str, Any]:
    if len(typed) > LONGEST:
        raise ValueError("This is larger than any passkey.")
    parsed = json.loads(typed)
    if not isinstance(parsed, dict):
        raise TypeError("This is no passkey.")
    return parsed


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else str(value)
