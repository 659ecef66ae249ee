"""What entries of the ledger are about: who may see them without reading all of it, and where the records are."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies

READ = "ledger.read"
Rule = Callable[[Actor, int], bool]
Subject = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """What a record is called, and the address of its page."""

    name: str
    url: str


Places = Callable[[Collection[int]], dict[int, Place]]
_rules: dict[str, Rule] = {}
_places: dict[str, Places] = {}


def register(subject_type: str, sees: Rule, places: Places) -> None:
    """Say who sees records of a type, by key, and where they are; saying it twice is a defect (ValueError)."""
    if subject_type in _rules:
        raise ValueError(f"Who sees {subject_type} is said already.")
    _rules[subject_type], _places[subject_type] = sees, places


def places(subjects: Iterable[tuple[str, int | None]]) -> dict[Subject, Place]:
    """Where these records are, those of types that have pages; one query for each such type."""
    keys: dict[str, set[int]] = {}
    for kind, key in subjects:
        if key is not None and kind in _places:
            keys.setdefault(kind, set()).add(key)
    return {(kind, key): place for kind, own in keys.items() for key, place in _places[kind](own).items()}


def may_see(actor: Actor, subject_type: str, subject_id: int | None) -> bool:
    """Whether the actor sees entries about a record: who reads the ledger all of them, a customer's people none."""
    return policies.allows(actor, READ) or is_there(actor, subject_type, subject_id)


def is_there(actor: Actor, subject_type: str, subject_id: int | None) -> bool:
    """Whether a record of a type with pages is there for somebody of the staff."""
    sees = _rules.get(subject_type)
    return not actor.is_outsider and sees is not None and subject_id is not None and sees(actor, subject_id)
