"""Every change of webhooks, and of what is sent by them."""

from bailiwick.kernel.webhooks.operations.arranging import (
    KeyedWebhook,
    add_webhook,
    disable_webhook,
    enable_webhook,
    revise_webhook,
    rotate_secret,
    switch_off,
)
from bailiwick.kernel.webhooks.operations.delivering import (
    announce,
    forget_old,
    note_attempt,
    replay_message,
    send_test,
)

__all__ = [
    "KeyedWebhook",
    "add_webhook",
    "announce",
    "disable_webhook",
    "enable_webhook",
    "forget_old",
    "note_attempt",
    "replay_message",
    "revise_webhook",
    "rotate_secret",
    "send_test",
    "switch_off",
]
