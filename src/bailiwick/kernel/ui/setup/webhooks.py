"""Other systems that are told of what happens, and what was sent to them."""

from datetime import datetime
from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
    with_reason,
)
from bailiwick.kernel.webhooks import kinds, operations, queries
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery

LATEST = 20


class WebhookForm(RegisterForm):
    """An address and what it is told of."""

    name = forms.CharField(label="Name", max_length=200, help_text="Such as the name of the other system.")
    url = forms.CharField(
        label="Address", max_length=2000, help_text="Beginning with https://. Private networks are refused."
    )
    kinds = forms.MultipleChoiceField(label="Events", widget=forms.CheckboxSelectMultiple)

    def arrange(self) -> None:
        offered = [(name, f"{name}: {kind.meaning}") for name, kind in kinds.readable(self.actor).items()]
        self.offer_choices("kinds", offered)
        if self.record is not None:
            self.initial.update({name: getattr(self.record, name) for name in ("name", "url", "kinds")})


class NothingForm(RegisterForm):
    """Nothing has to be said."""


def _revise(one: Webhook, by: Actor, data: dict[str, Any], version: int | None) -> Webhook:
    return operations.revise_webhook(one, by=by, expected_version=version, **data)


def _facts(one: Webhook) -> list[tuple[str, Any]]:
    return [
        ("Address", one.url),
        ("Events", ", ".join(one.kinds)),
        ("State", _state(one)),
        ("Why", one.disabled_why),
        ("Secret", "Set, and never shown"),
        ("Old secret signs until", one.old_secret_until),
    ]


def _parts(actor: Actor, one: Webhook) -> list[Part]:
    sent = queries.deliveries(actor).filter(webhook=one).order_by("-id")[:LATEST]
    rows = [(each.kind, f"/webhook-deliveries/{each.pk}/", _outcome(each)) for each in sent]
    return [Part("Latest messages", rows)]


def _told_of(one: Webhook) -> str:
    return one.kinds[0] if len(one.kinds) == 1 else f"{len(one.kinds)} kinds"


def _state(one: Webhook) -> str:
    return "Off" if one.disabled_at else "On"


def _outcome(one: WebhookDelivery) -> str:
    answer = f" ({one.status})" if one.status else ""
    return f"{one.get_state_display()}{answer}"


declare(
    Register(
        name="webhooks",
        title="Webhooks",
        singular="webhook",
        lead="Addresses of other systems that are told of events as they happen, by signed calls. A receiver that "
        "accepts nothing for a day is switched off, and administrators are told.",
        icon="webhook",
        group="Setup",
        order=62,
        read="webhook.read",
        rows=queries.webhooks,
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("address", "Address"),
            Column("events", "Events"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name,
            "address": one.url,
            "events": _told_of(one),
            "state": _state(one),
        },
        sorts={"name": Sort("name_key")},
        default="name",
        facts=_facts,
        add_verb="webhook.add",
        add_form=WebhookForm,
        add=lambda by, data: operations.add_webhook(by=by, **data),
        once=lambda made: str(made.secret),
        actions=(
            Action("revise", "Edit", "webhook.revise", WebhookForm, _revise),
            Action(
                "test",
                "Send a test",
                "webhook.test",
                NothingForm,
                lambda one, by, _data, _version: operations.send_test(one, by=by),
                icon="send",
                when=lambda one: one.disabled_at is None,
                done="A test is on its way: see the latest messages.",
            ),
            Action(
                "rotate",
                "New secret",
                "webhook.rotate",
                ReasonForm,
                with_reason(operations.rotate_secret),
                icon="key",
                once=lambda done: str(done.secret),
            ),
            Action(
                "disable",
                "Switch off",
                "webhook.disable",
                ReasonForm,
                with_reason(operations.disable_webhook),
                icon="plug-x",
                when=lambda one: one.disabled_at is None,
                done="Nothing is sent there any more.",
            ),
            Action(
                "enable",
                "Switch on",
                "webhook.enable",
                ReasonForm,
                with_reason(operations.enable_webhook),
                icon="plug-connected",
                when=lambda one: one.disabled_at is not None,
                done="Messages are sent there again.",
            ),
        ),
        parts=_parts,
    )
)


def _attempts(one: WebhookDelivery) -> list[tuple[str, str, str]]:
    return [
        (
            times.time(datetime.fromisoformat(each["at"]))
            + f": {each['status'] or 'no answer'} in {each['ms']} ms",
            "",
            " ".join(filter(None, (each["error"], each["answer"]))),
        )
        for each in reversed(one.tries)
    ]


declare(
    Register(
        name="webhook-deliveries",
        title="Messages of webhooks",
        singular="message",
        lead="What was sent to other systems, how long it took and what they answered. It is kept for some weeks.",
        icon="send",
        group="Setup",
        order=63,
        read="webhook.read",
        rows=lambda actor: queries.deliveries(actor).select_related("webhook"),
        columns=(
            Column("message", "Message", "main"),
            Column("webhook", "To"),
            Column("created_at", "When", "time"),
            Column("state", "State"),
            Column("attempts", "Attempts", "number"),
            Column("milliseconds", "Milliseconds", "number"),
        ),
        shown=lambda one: {
            "message": one.kind,
            "message_id": one.message_id,
            "webhook": one.webhook.name,
            "created_at": one.created_at,
            "state": _outcome(one),
            "attempts": one.attempts,
            "milliseconds": one.milliseconds,
            "body": one.body,
            "tries": one.tries,
        },
        sorts={"newest": Sort("-id")},
        default="newest",
        facts=lambda one: [
            ("To", f"{one.webhook.name}, {one.webhook.url}"),
            ("State", _outcome(one)),
            ("When", one.created_at),
            ("Next attempt", one.next_try_at),
            ("Id", one.message_id),
            ("Content", one.body),
        ],
        actions=(
            Action(
                "replay",
                "Send again",
                "webhook.replay",
                NothingForm,
                lambda one, by, _data, _version: operations.replay_message(one, by=by),
                icon="refresh",
                when=lambda one: one.webhook.disabled_at is None and one.state != "waiting",
                done="It is on its way again.",
            ),
        ),
        parts=lambda _actor, one: [Part("Attempts", _attempts(one))],
    )
)
