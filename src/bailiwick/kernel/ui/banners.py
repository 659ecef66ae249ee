"""What every page says besides its content: unread notifications, forms begun, and what concerns everybody now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.drafts.queries import BEGUN
from bailiwick.kernel.notifications.queries import UNREAD


@dataclass(frozen=True, slots=True)
class Banner:
    """One announcement: where it leads (perhaps nowhere), and since when it holds."""

    title: str
    text: str
    url: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A room's announcements: a query whose only column is JSON, and how a row of it is shown to a reader.

    The query may use %(organization)s, %(person)s (0 for none) and %(party)s (null for the staff); it is asked on every
    page, so that an index has to answer it.
    """

    name: str
    query: str
    shown: Callable[[Actor, dict[str, Any]], Banner]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the frame of a page asks the database."""

    unread: int
    banners: list[Banner]
    drafts: list[str]


OWN_UNREAD, OWN_DRAFTS = "(unread)", "(drafts)"
_sources: dict[str, Source] = {}


def add(source: Source) -> None:
    """Ask this for announcements on every page."""
    if source.name in _sources:
        raise ValueError(f"There are banners {source.name} already.")
    _sources[source.name] = source


def ask(actor: Actor) -> Asked:
    """What the actor is told on every page, in one query however many rooms have something to say."""
    parts = [(OWN_UNREAD, UNREAD), (OWN_DRAFTS, BEGUN), *((one.name, one.query) for one in _sources.values())]
    query = " union all ".join(f"select '{name}', said::text from ({of}) as one(said)" for name, of in parts)  # noqa: S608 - from code
    asked = {"organization": tenant.current(), "person": actor.person_id or 0, "party": actor.party_id}
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        rows = [(name, orjson.loads(said)) for name, said in cursor.fetchall()]
    found = [_sources[name].shown(actor, row) for name, row in rows if name in _sources]
    own = dict(row for row in rows if row[0] not in _sources)
    return Asked(own[OWN_UNREAD], sorted(found, key=lambda one: one.since), own[OWN_DRAFTS])
