"""Answers what a process allows now, and takes one step of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.process.types import SAME, Definition, Target, Transition

Facts = Mapping[str, object]

_NOTHING: Mapping[str, Transition] = {}


class MissingFields(Invalid):
    """The step needs something that was not given; `fields` names it."""

    code = "missing_fields"


class ConditionsUnmet(Invalid):
    """The step's conditions do not all hold; `conditions` names those that do not."""

    code = "conditions_unmet"

    def __init__(self, unmet: Mapping[str, str]) -> None:
        super().__init__({"": " ".join(unmet.values())})
        self.conditions = tuple(unmet)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a verb leads, and the transition that says so."""

    to: str
    transition: Transition


def allowed(definition: Definition, state: str) -> tuple[Transition, ...]:
    """The transitions that start from a state (or from START), in the order of the definition."""
    return tuple(definition.table.get(state, _NOTHING).values())


def offered(definition: Definition, state: str, roles: Collection[str]) -> tuple[Transition, ...]:
    """The transitions from a state that somebody with these roles may use: what a page shows as buttons."""
    return tuple(transition for transition in allowed(definition, state) if may(transition, roles))


def find(definition: Definition, state: str, verb: str) -> Transition:
    """The transition of a verb from a state; raises NotAllowedNow."""
    transition = definition.table.get(state, _NOTHING).get(verb)
    if transition is None:
        raise NotAllowedNow(verb, state, definition.table.get(state, _NOTHING))
    return transition


def may(transition: Transition, roles: Collection[str]) -> bool:
    """Whether one of the roles is allowed to use the transition."""
    return "anyone" in transition.roles or any(role in roles for role in transition.roles)


def step(
    definition: Definition,
    state: str,
    verb: str,
    *,
    roles: Collection[str],
    facts: Facts,
    to: str | None = None,
) -> Step:
    """The step that `verb` takes from `state`; nothing is written.

    `roles` are the role codes and relations (reporter, assignee, system) of whoever acts on this item.
    `facts` maps the names of fields, conditions and approvals to values, "reason" to the reason; it is read
    only for the names that matter, so it may be lazy. `to` picks one of several targets; without it the first
    whose facts hold is taken. Raises NotAllowedNow, Refused (wrong role), MissingFields, Invalid (a target
    that is not open) or ConditionsUnmet, in this order.
    """
    transition = find(definition, state, verb)
    if not may(transition, roles):
        raise Refused(f"“{transition.title}” is for {', '.join(_titles(definition, transition))}.")
    _require_fields(transition, facts)
    target = _target(transition, facts, to)
    _require_conditions(definition, transition, facts)
    return Step(state if target == SAME else target, transition)


def holds(value: object) -> bool:
    """Whether a fact is given: not None, not False, and not an empty text or collection; zero is given."""
    if value is None or value is False:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not hasattr(value, "__len__") or bool(value)


def _require_fields(transition: Transition, facts: Facts) -> None:
    missing = [name for name in transition.fields if not holds(facts.get(name))]
    if transition.reason and not holds(facts.get("reason")):
        missing.append("reason")
    if missing:
        raise MissingFields(dict.fromkeys(missing, "This is needed here."))


def _require_conditions(definition: Definition, transition: Transition, facts: Facts) -> None:
    unmet = {}
    for name in transition.conditions:
        if not holds(facts.get(name)):
            unmet[name] = definition.condition_text.get(name, name)
    for approval in definition.approvals_by_verb.get(transition.verb, ()):
        if not holds(facts.get(approval.fact)):
            unmet[approval.fact] = f"“{approval.title}” is not approved."
    if unmet:
        raise ConditionsUnmet(unmet)


def _target(transition: Transition, facts: Facts, to: str | None) -> str:
    only = transition.targets[0]
    if to is None and len(transition.targets) == 1 and not only.when:
        return only.state
    ready = [target for target in transition.targets if _ready(target, facts)]
    names = ", ".join(dict.fromkeys(target.state for target in ready))
    if to is not None:
        if not any(target.state == to for target in ready):
            raise Invalid({"to": f"“{to}” is not open now; possible: {names or 'nothing'}."})
        return to
    unguarded = [target for target in ready if not target.when]
    if not ready or (ready[0] in unguarded and len(unguarded) > 1):
        raise MissingFields({"to": f"Choose one of {names or 'nothing'}."})
    return ready[0].state


def _ready(target: Target, facts: Facts) -> bool:
    return all(holds(facts.get(name)) for name in target.when)


def _titles(definition: Definition, transition: Transition) -> list[str]:
    titles = {role.code: role.title for role in definition.roles}
    return [titles.get(role, role) for role in transition.roles]
