"""One listening connection per process, and the fan-out of its messages to this process's subscribers."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg

from bailiwick.site.metrics.requests import LIVE

CHANNEL = "bailiwick_live"
QUEUE_LIMIT = 100
RELOAD = "reload"
EVERY_PARTY = 0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 10.0
logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Subscriber:
    """One open stream: its organization, its person, and the topics it has not sent yet.

    People of a customer (`party_id`) are told only what is meant for them or their customer: the rest would show
    what others do.
    """

    organization_id: int
    person_id: int
    party_id: int | None = None
    queue: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(QUEUE_LIMIT))

    def offer(self, topics: str) -> None:
        """Queue `topics`; a reader too slow for them is told to load everything again instead."""
        try:
            self.queue.put_nowait(topics)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(RELOAD)


class Hub:
    """Subscribers by organization. `run` listens until it is cancelled and outlives the database's restarts."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_closing = False
        self._subscribers: defaultdict[int, set[Subscriber]] = defaultdict(set)
        self._has_missed_some = False
        self._pause = FIRST_PAUSE

    def join(self, subscriber: Subscriber) -> None:
        self._subscribers[subscriber.organization_id].add(subscriber)
        LIVE.set(self.subscribers())

    def leave(self, subscriber: Subscriber) -> None:
        self._subscribers[subscriber.organization_id].discard(subscriber)
        if not self._subscribers[subscriber.organization_id]:
            del self._subscribers[subscriber.organization_id]
        LIVE.set(self.subscribers())

    def subscribers(self) -> int:
        """How many streams are open in this process."""
        return sum(map(len, self._subscribers.values()))

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closing = True
        self._to_everybody("")

    async def run(self) -> None:
        """Listen, and begin again with growing pauses whenever the database goes away."""
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                logger.warning("live updates wait for the database: %s", error)
            self._has_missed_some = True
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self.url,
            autocommit=True,
            connect_timeout=5,
            keepalives_idle=30,
            application_name="bailiwick live",
        )
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            self._pause = FIRST_PAUSE
            if self._has_missed_some:
                self._has_missed_some = False
                self._to_everybody(RELOAD)
            async for notification in connection.notifies():
                self.deliver(notification.payload)

    def deliver(self, payload: str) -> None:
        """Give one message to its organization's staff; to its person, or its customer's people, when it names one."""
        try:
            message = json.loads(payload)
            organization_id, topics = int(message["o"]), topics_of(message["k"], message.get("r") or ())
            person_id, party_id = message.get("p"), message.get("c")
        except (ValueError, KeyError, TypeError):
            logger.exception("a message on %s is not understood", CHANNEL)
            return
        for subscriber in tuple(self._subscribers.get(organization_id, ())):
            if _is_meant(subscriber, person_id, party_id):
                subscriber.offer(topics)

    def _to_everybody(self, topics: str) -> None:
        for subscribers in self._subscribers.values():
            for subscriber in subscribers:
                subscriber.offer(topics)


def _is_meant(subscriber: Subscriber, person_id: object, party_id: object) -> bool:
    if person_id is not None:
        return subscriber.person_id == person_id
    if party_id is not None:
        return subscriber.party_id is not None and party_id in (EVERY_PARTY, subscriber.party_id)
    return subscriber.party_id is None


def topics_of(kind: str, references: Sequence[object]) -> str:
    """`incident` and `[42, 43]` become `incident:42 incident:43`; without references the kind alone."""
    names = [f"{kind}:{reference}" for reference in references] or [kind]
    return " ".join("_".join(name.split()) for name in names)
