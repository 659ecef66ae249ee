"""The second step of signing in, for accounts that have a factor."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponseRedirect
from django.urls import reverse

from bailiwick.kernel.identity.entrances.factors.queries import has_factor

BY_PASSKEY = "signed_in_by_passkey"


class SecondStep(LoginStage):  # type: ignore[misc]
    """Holds a sign-in until a code or a passkey has come; a passkey that opened the door is both at once."""

    key = "second_step"
    urlname = "sign-in-second"

    def handle(self) -> tuple[Any, bool]:
        account = self.login.user
        is_complete = self.login.state.get(BY_PASSKEY, False)
        if account is None or is_complete or not has_factor(account):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True
