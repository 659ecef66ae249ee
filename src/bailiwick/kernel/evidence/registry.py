"""Which rule judges which requirement."""

from collections.abc import Callable, Mapping

from bailiwick.kernel.evidence.types import Examination, Period

Rule = Callable[[Period], Examination]
_rules: dict[str, tuple[Rule, int]] = {}


def requirement(requirement_id: str, *, version: int = 1) -> Callable[[Rule], Rule]:
    """Decorator: the function judges the requirement, for a period, in the organization whose scope is open.

    Raise `version` whenever the rule says something else than before: stored results name it.
    """

    def declare(rule: Rule) -> Rule:
        if requirement_id in _rules:
            raise ValueError(f"{requirement_id} has a rule already.")
        _rules[requirement_id] = (rule, version)
        return rule

    return declare


def rules() -> Mapping[str, tuple[Rule, int]]:
    """Every rule and its version, by requirement."""
    return dict(_rules)
