"""Webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "bailiwick.kernel.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from bailiwick.kernel.identity.traces import Trace, declare
        from bailiwick.kernel.webhooks import (  # noqa: F401 - they declare verbs, jobs and hear events
            policies,
            subscribers,
            tasks,
        )
        from bailiwick.kernel.webhooks.operations.erasing import forget_messages, messages, webhooks_of

        declare(
            Trace(
                "Messages to other systems that name them, in the log of webhooks",
                messages,
                erase=forget_messages,
                tables=("webhooks_webhookdelivery",),
            )
        )
        why = "They go on, without the name; they say no more than whoever added them may see."
        declare(Trace("Webhooks that they added", webhooks_of, why, tables=("webhooks_webhook",)))
