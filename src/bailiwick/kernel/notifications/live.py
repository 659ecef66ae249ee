"""Tell open pages what the sealed entries do not: what is meant for one customer's people, or for one person."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.sealing import CHANNEL

EVERY_PARTY = 0
NOTIFICATIONS = "notifications"


def tell_party(party_id: int | None, kind: str, keys: Iterable[int]) -> None:
    """Say after the commit, to the people of one customer (None: of all), that records of a kind changed.

    Pages that list the kind hear of it as well as those of the records; what they may see they fetch themselves.
    """
    party = EVERY_PARTY if party_id is None else party_id
    _send([{"k": kind, "r": references, "c": party} for references in ([], sorted(set(keys)))])


def tell_people(people: Iterable[int]) -> None:
    """Say after the commit, to each of these people alone, that their notifications changed."""
    _send([{"k": NOTIFICATIONS, "p": person} for person in sorted(set(people))])


def _send(messages: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for message in messages:
            text = json.dumps({"o": tenant.current(), **message})
            cursor.execute("select pg_notify(%s, %s)", [CHANNEL, text])
