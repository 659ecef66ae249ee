"""Who hears that a webhook was switched off."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.news import News, Placeholder, Relation, Subject
from bailiwick.kernel.notifications.shipped import administrating
from bailiwick.kernel.notifications.types import Rule
from bailiwick.kernel.webhooks import queries
from bailiwick.kernel.webhooks.events import WebhookSwitchedOff
from bailiwick.kernel.webhooks.models import Webhook


def _look_up(actor: Actor, name: str) -> Webhook:
    found = queries.webhooks(actor).filter(name=name.replace("\0", "")).first()
    if found is None:
        raise NotFound("There is no such webhook.")
    return found


WEBHOOK = Subject(
    name="webhook",
    title="Webhooks",
    key="webhook_id",
    find=lambda pk: Webhook.objects.filter(pk=pk).first(),
    look_up=_look_up,
    sees=lambda actor, pk: queries.webhooks(actor).filter(pk=pk).exists(),
    path=lambda webhook, _: f"/webhooks/{webhook.pk}/",
    relations=(
        Relation(
            "added_by",
            "Whoever added it",
            lambda webhook, _: [webhook.added_by_id],
            lambda actor: actor.may("webhook.read"),
        ),
        administrating("webhook.read"),
    ),
    placeholders=(
        Placeholder("webhook", "its name", lambda webhook, _: webhook.name),
        Placeholder("why", "why it was switched off", lambda _, delivery: delivery.event.why),
    ),
    example="The name of a webhook",
)
declare(
    News(
        WebhookSwitchedOff,
        "A webhook was switched off",
        WEBHOOK,
        "The webhook {{ webhook }} was switched off. {{ why }}",
        (Rule("shipped", to=("added_by", "administrators")),),
        examples=lambda webhook: {"": WebhookSwitchedOff(webhook.pk, "Nothing was accepted for a day.")},
    )
)
