"""What people can be told of: each process declares its news, and whom it may concern."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.types import Rule

Choices = Callable[[], Iterable[tuple[str, str]]]
People = Callable[[Any, Any], Iterable[int | None]]


@dataclass(frozen=True, slots=True)
class Relation:
    """People by how they are related to a record: `people(record, event)`; `reaches` says whether it can be the actor.

    `is_outside`: people of customers may be among them; `is_staff`: people of the staff may.
    """

    name: str
    title: str
    people: People
    reaches: Callable[[Actor], bool]
    is_outside: bool = False
    is_staff: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a rule may depend on: its value of a record and an event, and the values that there are."""

    name: str
    title: str
    value: Callable[[Any, Any], Any]
    choices: Choices


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that wordings may use; what is internal never stands in words for customers."""

    name: str
    meaning: str
    value: Callable[[Any, Delivery], Any]
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What news is about: `key` is the event's field that names it.

    `find(key)` gives the record whoever asks, None when it is gone; `look_up(actor, reference)` the one that the actor
    may see, or raises NotFound; `sees(actor, key)` whether somebody may. `path(record,
    event)` is where it is read by the staff; `example` says how a reference looks.
    """

    name: str
    title: str
    key: str
    find: Callable[[int], Any]
    look_up: Callable[[Actor, str], Any]
    sees: Callable[[Actor, int], bool]
    path: Callable[[Any, Any], str]
    relations: tuple[Relation, ...]
    conditions: tuple[Condition, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One kind of news: a class of events, what is said of it, and the rules that it is shipped with.

    `text` is a template. `examples` are events as they may happen to a record, to try rules on. `is_public(record,
    event)` says whether people of customers may hear of one that is for outsiders at all.
    """

    cls: type[Any]
    title: str
    subject: Subject
    text: str
    rules: tuple[Rule, ...]
    is_for_outsiders: bool = False
    relations: tuple[Relation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    examples: Callable[[Any], Mapping[str, Any]] | None = None
    is_public: Callable[[Any], bool] = field(default=lambda _event: True)

    @property
    def name(self) -> str:
        return self.cls.__name__

    def record(self, event: Any) -> Any:
        """What an event is about; None when it is gone."""
        return self.subject.find(getattr(event, self.subject.key))

    def events(self, record: Any) -> Mapping[str, Any]:
        """Examples of what may happen to a record, by what they are called."""
        return self.examples(record) if self.examples else {"": self.cls(record.pk)}

    def all_relations(self) -> dict[str, Relation]:
        """The relations that its rules may name."""
        found = (*self.relations, *self.subject.relations)
        return {one.name: one for one in found if one.is_staff or self.is_for_outsiders}

    def all_conditions(self) -> dict[str, Condition]:
        """What its rules may depend on."""
        return {one.name: one for one in (*self.conditions, *self.subject.conditions)}

    def all_placeholders(self) -> dict[str, Placeholder]:
        """What its words may name besides what all words may."""
        return {one.name: one for one in (*self.subject.placeholders, *self.placeholders)}

    def facts(self, record: Any, event: Any) -> dict[str, str]:
        """The value of each condition."""
        values = {name: one.value(record, event) for name, one in self.all_conditions().items()}
        return {name: "" if value is None else str(value) for name, value in values.items()}


_news: dict[str, News] = {}


def add(news: News) -> None:
    """Make news known; raises ValueError for a declaration that cannot be."""
    if news.name in _news:
        raise ValueError(f"The news {news.name} is declared already.")
    if news.subject.key not in {one.name for one in fields(news.cls)}:
        raise ValueError(f"{news.name} does not name {news.subject.key}.")
    _news[news.name] = news


def every() -> list[News]:
    """All news, by what they are about and their title."""
    return sorted(_news.values(), key=lambda one: (one.subject.title, one.title))


def named(name: str) -> News:
    """One kind of news; raises NotFound."""
    if name not in _news:
        raise NotFound(f"There is no news “{name}”.")
    return _news[name]


def title(name: str) -> str:
    """What news of a kind is called; nothing for what is known no more."""
    return _news[name].title if name in _news else ""
