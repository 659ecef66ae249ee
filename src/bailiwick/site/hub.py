"""One listening connection per process, and the fan-out of its messages to this process's subscribers."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import psycopg

from bailiwick.site.metrics.requests import LIVE

CHANNEL = "bailiwick_live"
TOPIC_LIMIT = 200
RELOAD = "reload"
# Lists ask again at a random moment of some time after a change: together about so often in each process.
ASKED_A_SECOND, SHORTEST_SPREAD = 10, 1.2
EVERY_PARTY = 0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 10.0
logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Subscriber:
    """One open stream: its organization, its person, and the topics it has not sent yet, each once.

    People of a customer (`party_id`) are told only what is meant for them or their customer: the rest would show
    what others do.
    """

    organization_id: int
    person_id: int
    party_id: int | None = None
    is_leaving: asyncio.Event = field(default_factory=asyncio.Event)
    _topics: dict[str, None] = field(default_factory=dict)
    _is_told: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, topics: Iterable[str]) -> None:
        """Add `topics`; a reader too slow for them is told to load everything again instead."""
        self._topics.update(dict.fromkeys(topics))
        if len(self._topics) > TOPIC_LIMIT:
            self._topics = {RELOAD: None}
        self._is_told.set()

    def leave(self) -> None:
        """Nothing more is to be sent."""
        self.is_leaving.set()
        self._is_told.set()

    async def told(self) -> list[str]:
        """The topics since the last time, as soon as there are some; none when it leaves."""
        await self._is_told.wait()
        self._is_told.clear()
        topics, self._topics = [*self._topics], {}
        return [] if self.is_leaving.is_set() else topics


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

    def spread(self) -> float:
        """Seconds over which lists should ask again after a change."""
        return max(SHORTEST_SPREAD, 2 * self.subscribers() / ASKED_A_SECOND)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closing = True
        for subscriber in self._everybody():
            subscriber.leave()

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
                for subscriber in self._everybody():
                    subscriber.offer([RELOAD])
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

    def _everybody(self) -> list[Subscriber]:
        return [one for subscribers in self._subscribers.values() for one in subscribers]


def _is_meant(subscriber: Subscriber, person_id: object, party_id: object) -> bool:
    if person_id is not None:
        return subscriber.person_id == person_id
    if party_id is not None:
        return subscriber.party_id is not None and party_id in (EVERY_PARTY, subscriber.party_id)
    return subscriber.party_id is None


def topics_of(kind: str, references: Sequence[object]) -> list[str]:
    """`incident` and `[42, 43]` become `incident:42` and `incident:43`; without references the kind alone."""
    names = [f"{kind}:{reference}" for reference in references] or [kind]
    return ["_".join(name.split()) for name in names]
