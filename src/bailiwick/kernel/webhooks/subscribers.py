"""Who hears that a webhook was switched off."""

from bailiwick.kernel.identity.queries import holders
from bailiwick.kernel.identity.shipped import ADMINISTRATOR
from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.webhooks.events import WebhookSwitchedOff
from bailiwick.kernel.webhooks.models import Webhook

kinds.declare(WebhookSwitchedOff, "A webhook was switched off")


@subscribe(WebhookSwitchedOff)
def tell_of_switching_off(delivery: Delivery) -> None:
    """Whoever added it, and the administrators."""
    webhook = Webhook.objects.get(pk=delivery.event.webhook_id)
    administrators = holders(ADMINISTRATOR.code, ()).values_list("person_id", flat=True)
    text = f"The webhook {webhook} was switched off. {delivery.event.why}"
    notify([webhook.added_by_id, *administrators], delivery, text=text, path=f"/webhooks/{webhook.pk}/")
