"""What somebody may see of webhooks, and what is to be sent now."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.federation import secrets
from bailiwick.kernel.webhooks import kinds
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery

PURPOSE = "webhook"


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent to where."""

    delivery_id: int
    message_id: str
    url: str
    body: bytes
    keys: list[str] = field(repr=False)


def webhooks(actor: Actor) -> QuerySet[Webhook]:
    """The webhooks, for staff who may see them."""
    found = Webhook.objects.order_by("name_key", "id")
    return found if not actor.is_outsider and actor.may("webhook.read") else found.none()


def deliveries(actor: Actor) -> QuerySet[WebhookDelivery]:
    """What was sent, as far as the actor may see all of what it is about."""
    seen = [kinds.TEST, *kinds.readable(actor)]
    return WebhookDelivery.objects.filter(webhook__in=webhooks(actor).order_by(), kind__in=seen)


def has_any() -> bool:
    """Whether the organization has any webhook that is on."""
    return Webhook.objects.filter(disabled_at=None).exists()


def due_webhooks() -> list[int]:
    """The webhooks that have something to send now."""
    due = _due().order_by().values_list("webhook_id", flat=True).distinct()
    return list(due)


def next_due(webhook_id: int) -> Message | None:
    """What a webhook sends next."""
    one = _due().filter(webhook_id=webhook_id).select_related("webhook").order_by("next_try_at", "id").first()
    if one is None:
        return None
    return Message(one.pk, one.message_id, one.webhook.url, one.body.encode(), keys_of(one.webhook))


def keys_of(webhook: Webhook) -> list[str]:
    """The secrets that sign now, the newest first; none when the installation's key is another one now."""
    kept = [webhook.secret]
    if webhook.old_secret_until is not None and webhook.old_secret_until > clock.now():
        kept.append(webhook.old_secret)
    try:
        return [secrets.opened(bytes(one), PURPOSE) for one in kept]
    except Invalid:
        return []


def _due() -> QuerySet[WebhookDelivery]:
    waiting = WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING)
    return waiting.filter(next_try_at__lte=clock.now(), webhook__disabled_at=None)
