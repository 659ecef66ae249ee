"""Which events leave the house: those of declared subjects, and what is said of each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import events

TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Subject:
    """What events can be about: `key` is the field that names it, `read` the verb of whoever may see all of them.

    `content(id)` says what the API would give of it, with its reference and links; None when it is not there any more.
    """

    name: str
    key: str
    read: str
    content: Callable[[int], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event that a webhook can be told of."""

    name: str
    meaning: str
    subject: Subject
    cls: type[Any]

    def data(self, event: Any) -> dict[str, Any] | None:
        """What is said of one such event."""
        about = self.subject.content(getattr(event, self.subject.key))
        if about is None:
            return None
        facts = {name: value for name, value in asdict(event).items() if name != self.subject.key}
        return {self.subject.name: dict(about), **facts}


_subjects: dict[str, Subject] = {}


def declare(subject: Subject) -> None:
    """Offer every event that names such a subject to webhooks."""
    _subjects[subject.key] = subject


def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    found = (kind_of(cls) for cls in events.types())
    return {kind.name: kind for kind in sorted(filter(None, found), key=lambda one: one.name)}


def kind_of(cls: type[Any]) -> Kind | None:
    """The kind of an event's class; None for what does not leave the house."""
    subject = next((_subjects[one.name] for one in fields(cls) if one.name in _subjects), None)
    if subject is None:
        return None
    words = [word.lower() for word in re.findall("[A-Z][a-z]+", cls.__name__)]
    verb = words[1:] if words[0] == subject.name else words
    # What follows a semicolon explains fields to whoever reads the code.
    meaning = (cls.__doc__ or "").partition(";")[0].strip().removesuffix(".")
    return Kind(f"{subject.name}.{'_'.join(verb)}", f"{meaning}.", subject, cls)


def readable(actor: Actor) -> dict[str, Kind]:
    """The kinds whose subjects the actor may see all of."""
    return {name: kind for name, kind in kinds().items() if actor.may(kind.subject.read)}
