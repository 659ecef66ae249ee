"""Rows of the registers: the same four addresses for each of them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.federation import operations as federation
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.identity.operations import grant_support
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.retention import operations as retention
from bailiwick.kernel.ui.registers.declaration import Register, registers
from bailiwick.kernel.webhooks import operations as hooks
from bailiwick.kernel.webhooks.sending import Answer
from bailiwick.kernel.work.tasks.operations import add_task_list
from tests.cast import Cast
from tests.routes.portal import announced
from tests.routes.rows import Route

NOBODY = {"pk": 0}


def mapping(cast: Cast) -> None:
    federation.add_mapping("Desk", Role.objects.get(code="SD"), by=cast.ada)


def provider(cast: Cast) -> None:
    federation.add_provider(
        by=cast.ada,
        name="Harbour ID",
        issuer="https://id.example",
        client_id="bailiwick",
        domains="harbour.example",
    )


def webhook(cast: Cast) -> hooks.KeyedWebhook:
    return hooks.add_webhook(
        by=cast.ada, name="Wall board", url="https://board.example/", kinds=["incident.logged"]
    )


def message(cast: Cast) -> None:
    """One that arrived, so that it may be sent again."""
    board = hooks.add_webhook(
        by=cast.ada, name="Big board", url="https://board.example/", kinds=["incident.logged"]
    )
    made = hooks.send_test(board.webhook, by=cast.ada)
    hooks.note_attempt(made.pk, Answer(12, 204))


# Makes one record of a register that the cast leaves empty.


def supported(cast: Cast) -> None:
    """Somebody from outside, let in for an hour."""
    now = clock.now()
    with tenant.scope(cast.organization.id):
        roles = [Role.objects.get(code="AUD")]
    grant_support(
        "eva@provider.example",
        by=cast.ada,
        name="Eva",
        roles=roles,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        reason="Case 7",
    )


MAKERS: dict[str, Callable[[Cast], object]] = {
    "support-access": supported,
    "groups": lambda cast: federation.add_group("Desk", by=cast.ada),
    "mappings": mapping,
    "identity-providers": provider,
    # Work that no job knows how to do: it can be given up, and not be done again.
    "jobs": lambda cast: runs.prepare("routes.nothing", by=cast.ada, title="Nothing"),
    "retention": lambda cast: retention.add_rule("jobs", by=cast.ada, days=90, reason="Our policy 7"),
    "webhooks": webhook,
    "webhook-deliveries": message,
    "task-lists": lambda cast: add_task_list("Opening", by=cast.ada, kind="incident", steps="Look | | 1 h"),
}


def first_of(register: Register, cast: Cast) -> Any:
    """A record that Ada may see, or None in a register that the cast leaves empty; an announcement is made."""
    if register.name == "announcements":
        return announced(cast)
    ada = cast.ada
    with tenant.scope(ada.organization_id):
        found = register.rows(ada).first()
        if found is None and register.name in MAKERS:
            MAKERS[register.name](cast)
            found = register.rows(ada).first()
        return found


def record(register: Register) -> Callable[[Cast], dict[str, Any]]:
    def args(cast: Cast) -> dict[str, Any]:
        found = first_of(register, cast)
        return {"pk": found.pk} if found else NOBODY

    return args


def possible_action(register: Register) -> Callable[[Cast], dict[str, Any]]:
    def args(cast: Cast) -> dict[str, Any]:
        found = first_of(register, cast)
        with tenant.scope(cast.organization.id):
            names = [one.name for one in register.actions if found is not None and one.when(found)]
        return {**(({"pk": found.pk}) if found else NOBODY), "name": names[0] if names else "nothing"}

    return args


# Tokens are everybody's own, and the cast has none. A version of matrix or procedure is never changed.
OWN = ("tokens", "sign-ins")
UNCHANGING = (*OWN, "matrices", "groups", "major-procedures")


# Customers have a page of their own in place of the staff's.
LED = ("announcements",)


def rows_of(register: Register) -> Iterator[Route]:
    can_add = register.add is not None
    is_own = register.name in OWN
    refused = 303 if register.name in LED else 403
    yield Route(register.name, stranger=200, without=200 if is_own else refused)
    yield Route(
        register.new_route,
        granted=200 if can_add else 404,
        stranger=200 if can_add else 404,
        without=(200 if can_add else 404) if is_own else refused if can_add else 404,
    )
    yield Route(
        register.record_route,
        granted=404 if is_own else 200,
        without=404 if is_own else refused,
        args=record(register),
    )
    yield Route(
        register.action_route,
        granted=404 if register.name in UNCHANGING else 200,
        without=(refused, 404),
        args=possible_action(register),
    )


REGISTERS = tuple(row for register in registers() for row in rows_of(register))
