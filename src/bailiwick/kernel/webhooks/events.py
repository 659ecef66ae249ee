"""What happens to webhooks themselves."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class WebhookSwitchedOff:
    """A receiver could not be reached for too long, or said that it is gone."""

    webhook_id: int
    why: str
