"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bailiwick.kernel.api"
    label = "api"

    def ready(self) -> None:
        from bailiwick.kernel.api.operations import answers_kept, forget_answers_to
        from bailiwick.kernel.identity.traces import Trace, declare

        declare(
            Trace(
                "Answers kept for their programs' repeated requests",
                answers_kept,
                erase=forget_answers_to,
                tables=("api_idempotentanswer",),
            )
        )
