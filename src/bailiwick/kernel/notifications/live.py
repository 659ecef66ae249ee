"""Tell open pages of customers that something of theirs changed; the staff's hear of every sealed entry anyway."""

import json
from collections.abc import Iterable

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.sealing import CHANNEL

EVERY_PARTY = 0


def tell_party(party_id: int | None, kind: str, keys: Iterable[int]) -> None:
    """Say after the commit, to the people of one customer (None: of all), that records of a kind changed.

    Pages that list the kind hear of it as well as those of the records; what they may see they fetch themselves.
    """
    named = sorted(set(keys))
    for references in ([], named):
        message = {
            "o": tenant.current(), "k": kind, "r": references, "c": EVERY_PARTY if party_id is None else party_id
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("select pg_notify(%s, %s)", [CHANNEL, json.dumps(message)])
