"""Who may see an entry of the ledger without reading all of it: the staff who may see what it is about."""

from collections.abc import Callable

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies

READ = "ledger.read"
Rule = Callable[[Actor, int], bool]
_rules: dict[str, Rule] = {}


def register(subject_type: str, sees: Rule) -> None:
    """Say who sees records of a type, by key; saying it twice is a defect (ValueError)."""
    if subject_type in _rules:
        raise ValueError(f"Who sees {subject_type} is said already.")
    _rules[subject_type] = sees


def may_see(actor: Actor, subject_type: str, subject_id: int | None) -> bool:
    """Whether the actor sees entries about a record: who reads the ledger all of them, a customer's people none."""
    if policies.allows(actor, READ):
        return True
    sees = _rules.get(subject_type)
    return not actor.is_outsider and sees is not None and subject_id is not None and sees(actor, subject_id)
