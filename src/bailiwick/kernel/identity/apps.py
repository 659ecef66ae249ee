"""Identity as a Django app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "bailiwick.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        from bailiwick.kernel.identity import policies  # noqa: F401 - declares the verbs
        from bailiwick.kernel.identity.operations.erasing import accesses, forget_tokens, past_holds, tokens
        from bailiwick.kernel.identity.traces import Rows, Trace, declare

        declare(
            Trace("API tokens, by their names", tokens, erase=forget_tokens, rows=(Rows("identity_token"),))
        )
        why = "They say why something was not erased before."
        allowed = "They say who was let in, until when and why, without the name."
        declare(
            Trace(
                "Support access that they had or gave", accesses, allowed, tables=("identity_supportaccess",)
            )
        )
        declare(Trace("Legal holds that there were", past_holds, why, tables=("identity_legalhold",)))
