"""One listening connection per process, and the fan-out of its messages to this process's subscribers."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import psycopg

from bailiwick.site.metrics.requests import LIVE

CHANNEL = "bailiwick_live"
RELOAD = "reload"
TICK = 0.5
# A page that shows a list asks again as soon as it is told. So many are told a second, in turn; so many at once first.
TURNS_A_SECOND, TURNS_AT_ONCE = 5, 10
EVERY_PARTY = 0
PERSON, SUPPORT = "identity_person", "identity_supportaccess"
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 10.0
logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Subscriber:
    """One open stream: its organization, its person, the topics it shows, and which of them it has not sent yet.

    People of a customer (`party_id`) are told only what is meant for them or their customer: the rest would show
    what others do.
    """

    organization_id: int
    person_id: int
    party_id: int | None = None
    shown: frozenset[str] = frozenset()
    is_guest: bool = False
    is_leaving: bool = False
    _topics: dict[str, None] = field(default_factory=dict)
    _is_told: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, topics: Iterable[str]) -> None:
        """Add `topics`, each once; they are sent when its turn comes."""
        self._topics.update(dict.fromkeys(topics))

    def tell(self) -> None:
        """It is its turn."""
        self._is_told.set()

    def leave(self) -> None:
        """Nothing more is to be sent."""
        self.is_leaving = True
        self._is_told.set()

    async def told(self) -> list[str]:
        """The topics since the last time, as soon as it is told; none when it leaves."""
        await self._is_told.wait()
        self._is_told.clear()
        topics, self._topics = [*self._topics], {}
        return [] if self.is_leaving else topics


class Hub:
    """Subscribers by organization. `run` listens until it is cancelled and outlives the database's restarts.

    `is_calm` says whether the process can take more of what pages ask by themselves.
    """

    def __init__(self, url: str, is_calm: Callable[[], bool] = lambda: True) -> None:
        self.url = url
        self.is_closing = False
        self._is_calm = is_calm
        self._subscribers: defaultdict[int, set[Subscriber]] = defaultdict(set)
        self._at_once: dict[Subscriber, None] = {}
        self._in_turn: dict[Subscriber, None] = {}
        self._has_news = asyncio.Event()
        self._turns = float(TURNS_AT_ONCE)
        self._has_missed_some = False
        self._pause = FIRST_PAUSE

    def join(self, subscriber: Subscriber) -> None:
        self._subscribers[subscriber.organization_id].add(subscriber)
        LIVE.set(self.subscribers())

    def leave(self, subscriber: Subscriber) -> None:
        self._subscribers[subscriber.organization_id].discard(subscriber)
        if not self._subscribers[subscriber.organization_id]:
            del self._subscribers[subscriber.organization_id]
        self._at_once.pop(subscriber, None)
        self._in_turn.pop(subscriber, None)
        LIVE.set(self.subscribers())

    def subscribers(self) -> int:
        """How many streams are open in this process."""
        return sum(map(len, self._subscribers.values()))

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closing = True
        for subscriber in self._everybody():
            subscriber.leave()

    def missed(self, subscriber: Subscriber) -> None:
        """Have a page load everything again in its turn, as something may have happened that it did not hear of."""
        subscriber.offer([RELOAD])
        self._in_turn[subscriber] = None
        self._has_news.set()

    async def run(self) -> None:
        """Listen and tell, and begin again with growing pauses whenever the database goes away."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell())
            group.create_task(self._keep_listening())

    async def _keep_listening(self) -> None:
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
                    self.missed(subscriber)
            async for notification in connection.notifies():
                self.deliver(notification.payload)

    def deliver(self, payload: str) -> None:
        """Give one message to the pages that show it: the staff's, or those of its person or customer."""
        try:
            message = json.loads(payload)
            organization_id, kind, references = int(message["o"]), message["k"], message.get("r") or ()
            topics = topics_of(kind, references)
            person_id, party_id = message.get("p"), message.get("c")
        except (ValueError, KeyError, TypeError):
            logger.exception("a message on %s is not understood", CHANNEL)
            return
        waiting = self._at_once if references or person_id is not None else self._in_turn
        for subscriber in tuple(self._subscribers.get(organization_id, ())):
            found = subscriber.shown.intersection(topics)
            if found and _is_meant(subscriber, person_id, party_id):
                subscriber.offer(found)
                waiting[subscriber] = None
            if _may_be_over(subscriber, kind, references):
                subscriber.leave()
        self._has_news.set()

    async def _tell(self) -> None:
        """Records and what one person waits for soon, what happened meanwhile together; lists in turn."""
        while True:
            await self._has_news.wait()
            self._give_turns()
            await asyncio.sleep(TICK)
            self._turns = min(self._turns + TURNS_A_SECOND * TICK, TURNS_AT_ONCE)
            if not self._at_once and not self._in_turn:
                self._has_news.clear()

    def _give_turns(self) -> None:
        for subscriber in self._at_once:
            self._in_turn.pop(subscriber, None)
            subscriber.tell()
        self._at_once.clear()
        while self._in_turn and self._turns >= 1 and self._is_calm():
            self._turns -= 1
            subscriber = next(iter(self._in_turn))
            del self._in_turn[subscriber]
            subscriber.tell()

    def _everybody(self) -> list[Subscriber]:
        return [one for subscribers in self._subscribers.values() for one in subscribers]


def _is_meant(subscriber: Subscriber, person_id: object, party_id: object) -> bool:
    if person_id is not None:
        return subscriber.person_id == person_id
    if party_id is not None:
        return subscriber.party_id is not None and party_id in (EVERY_PARTY, subscriber.party_id)
    return subscriber.party_id is None


def _may_be_over(subscriber: Subscriber, kind: str, references: Sequence[object]) -> bool:
    """Whether who listens must be asked anew: the person was changed, or a consent by which guests are in."""
    if kind == SUPPORT:
        return subscriber.is_guest
    return kind == PERSON and subscriber.person_id in references


def topics_of(kind: str, references: Sequence[object]) -> list[str]:
    """`incident` and `[42, 43]` become `incident:42` and `incident:43`; without references the kind alone."""
    names = [f"{kind}:{reference}" for reference in references] or [kind]
    return ["_".join(name.split()) for name in names]
