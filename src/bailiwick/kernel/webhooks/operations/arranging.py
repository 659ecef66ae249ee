"""Which addresses are told of what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypedDict, Unpack

from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.kernel.identity.federation import secrets
from bailiwick.kernel.identity.fields import checked, given, line, unique, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.ledger.models import Follower
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.webhooks import kinds, queries, signing
from bailiwick.kernel.webhooks.addresses import checked_url
from bailiwick.kernel.webhooks.events import WebhookSwitchedOff
from bailiwick.kernel.webhooks.models import Webhook

FOLLOWER = "webhooks"
OVERLAP = timedelta(hours=24)


class WebhookFields(TypedDict, total=False):
    """What can be said of a webhook."""

    name: str
    url: str
    kinds: Iterable[str]


@dataclass(frozen=True, slots=True)
class KeyedWebhook:
    """A webhook and its secret, which is shown this once."""

    webhook: Webhook
    secret: str = field(repr=False)

    def __str__(self) -> str:
        return str(self.webhook)

    @property
    def pk(self) -> int:
        return self.webhook.pk


def add_webhook(*, by: Actor, **fields: Unpack[WebhookFields]) -> KeyedWebhook:
    """Have an address told of events from now on; the secret is shown this once."""
    with operation("webhook.add", by=by) as op:
        values = checked(fields, RULES)
        _require_reading(by, values["kinds"])
        _begin_now()
        secret = signing.new_secret()
        with unique("webhooks_webhook_name", "name", "Another webhook has this name."):
            webhook = Webhook.objects.create(
                **values, secret=secrets.sealed(secret, queries.PURPOSE), added_by_id=by.person_id
            )
        op.about(webhook)
    return KeyedWebhook(webhook, secret)


def revise_webhook(
    webhook: Webhook, *, by: Actor, expected_version: int | None = None, **fields: Unpack[WebhookFields]
) -> Webhook:
    """Change where it leads and what it is told of; only whoever may see all of that."""
    with operation("webhook.revise", by=by, subject=webhook, expected_version=expected_version) as op:
        values = checked(fields, RULES)
        _require_reading(by, values.get("kinds", op.subject.kinds))
        with unique("webhooks_webhook_name", "name", "Another webhook has this name."):
            write(op.subject, values)
    return op.subject


def rotate_secret(
    webhook: Webhook, *, by: Actor, reason: str, expected_version: int | None = None
) -> KeyedWebhook:
    """Give it a new secret, shown this once; the old one signs too for a day."""
    why = given(reason)
    with operation(
        "webhook.rotate", by=by, subject=webhook, reason=why, expected_version=expected_version
    ) as op:
        secret = signing.new_secret()
        write(
            op.subject,
            {
                "old_secret": bytes(op.subject.secret),
                "old_secret_until": clock.now() + OVERLAP,
                "secret": secrets.sealed(secret, queries.PURPOSE),
            },
        )
        op.facts["new"] = ["secret"]
    return KeyedWebhook(op.subject, secret)


def disable_webhook(
    webhook: Webhook, *, by: Actor, reason: str, expected_version: int | None = None
) -> Webhook:
    """Send it nothing any more; what waits goes out when it is switched on again."""
    why = given(reason)
    with operation(
        "webhook.disable", by=by, subject=webhook, reason=why, expected_version=expected_version
    ) as op:
        if op.subject.disabled_at is not None:
            raise NotAllowedNow(op.verb, "disabled", ["webhook.enable"])
        write(op.subject, {"disabled_at": clock.now(), "disabled_why": why})
    return op.subject


def enable_webhook(
    webhook: Webhook, *, by: Actor, reason: str = "", expected_version: int | None = None
) -> Webhook:
    """Send to it again, of what happens from now on and of what waits."""
    with operation(
        "webhook.enable", by=by, subject=webhook, reason=reason, expected_version=expected_version
    ) as op:
        _require_reading(by, op.subject.kinds)
        if op.subject.disabled_at is None:
            raise NotAllowedNow(op.verb, "enabled", ["webhook.disable"])
        _begin_now()
        write(op.subject, {"disabled_at": None, "disabled_why": ""})
    return op.subject


def switch_off(webhook: Webhook, *, why: str) -> None:
    """The product itself stops sending to what cannot be reached, and tells who looks after it."""
    by = system_actor(tenant.current())
    with operation("webhook.switch_off", by=by, subject=webhook, reason=why) as op:
        if op.subject.disabled_at is None:
            write(op.subject, {"disabled_at": clock.now(), "disabled_why": why})
            op.publish(WebhookSwitchedOff(op.subject.pk, why))


def _require_reading(by: Actor, names: Iterable[str]) -> None:
    known = kinds.kinds()
    require_held(by, {known[name].subject.read for name in names if name in known})


def _begin_now() -> None:
    """While no webhook is on, nobody follows the ledger: the first that is on begins at its present end."""
    if queries.has_any():
        return
    with connection.cursor() as cursor:
        cursor.execute("select size from ledger_tree where organization_id = %s", [tenant.current()])
        row = cursor.fetchone()
    Follower.objects.update_or_create(name=FOLLOWER, defaults={"next_index": row[0] if row else 0})


def _kinds(names: Any) -> list[str]:
    chosen, known = sorted(set(names)), kinds.kinds()
    if not chosen:
        raise ValueError("Choose at least one kind of event.")
    if unknown := [name for name in chosen if name not in known]:
        raise ValueError(f"There is no event “{unknown[0]}”.")
    return chosen


RULES = {"name": line, "url": checked_url, "kinds": _kinds}
