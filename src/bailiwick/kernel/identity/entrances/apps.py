"""The entrances as a Django app."""

from django.apps import AppConfig


class EntrancesConfig(AppConfig):
    name = "bailiwick.kernel.identity.entrances"
    label = "entrances"

    def ready(self) -> None:
        from bailiwick.kernel.identity.entrances import queries
        from bailiwick.kernel.identity.traces import Trace, declare, with_the_account

        elsewhere = "Unless the sign-in leads to another organization."
        for label, count, table in (
            ("Sign-ins and what was refused, in the log", queries.logged, "entrances_signin"),
            ("Browsers in which they are signed in", queries.browsers, "entrances_session"),
            ("Second factors and passkeys", queries.factors, "mfa_authenticator"),
        ):
            declare(Trace(label, count, elsewhere, erase=with_the_account, tables=(table,)))
