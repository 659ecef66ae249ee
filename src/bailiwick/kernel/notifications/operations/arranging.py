"""Who is told of what, as an organization arranges it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound, Stale
from bailiwick.kernel.identity.fields import checked, write
from bailiwick.kernel.identity.models import Role, Team
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import NotificationArrangement
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import CHANNELS, TIMINGS, Channel, Rule, Timing

MOST_RULES, OWN = 30, "own-"


class RuleFields(TypedDict, total=False):
    """What can be said of a rule."""

    to: Iterable[str]
    teams: Iterable[int]
    roles: Iterable[str]
    when: Mapping[str, Iterable[str]]
    channels: Iterable[str]
    timing: str
    is_mandatory: bool
    is_off: bool


def arrange_rule(
    news: News, key: str, *, by: Actor, expected_version: int | None = None, **fields: Unpack[RuleFields]
) -> NotificationArrangement:
    """Change one rule of some news, or add one with the key ""; what is not named stays."""
    with operation("notification_rule.arrange", by=by) as op:
        one = _locked(news, expected_version)
        rules = list(queries.rules(news))
        place = _place(rules, key) if key else len(rules)
        before = rules[place] if key else Rule(_free(rules))
        rules[place : place + 1] = [checked_rule(news, before, fields)]
        if len(rules) > MOST_RULES:
            raise Invalid({"": f"At most {MOST_RULES} rules are possible for one kind of news."})
        _keep(one, rules)
        op.about(one)
        op.facts["rule"] = rules[place].key
    return one


def remove_rule(
    news: News, key: str, *, by: Actor, expected_version: int | None = None
) -> NotificationArrangement:
    """Take one rule away."""
    with operation("notification_rule.remove", by=by) as op:
        one = _locked(news, expected_version)
        rules = list(queries.rules(news))
        del rules[_place(rules, key)]
        _keep(one, rules)
        op.about(one)
        op.facts["rule"] = key
    return one


def reset_rules(news: News, *, by: Actor, expected_version: int | None = None) -> NotificationArrangement:
    """Bring back the rules that the news is shipped with."""
    with operation("notification_rule.reset", by=by) as op:
        one = _locked(news, expected_version)
        write(one, {"rules": None})
        op.about(one)
    return one


def checked_rule(news: News, before: Rule, fields: RuleFields) -> Rule:
    """A rule with what is changed of it; raises Invalid."""
    after = replace(before, **checked(fields, _rules_of(news)))
    wrong = {}
    if not (after.to or after.teams or after.roles):
        wrong["to"] = "Say who is told."
    if after.timing != Timing.AT_ONCE and Channel.MAIL not in after.channels:
        wrong["timing"] = "Only mail can wait and go together."
    if wrong:
        raise Invalid(wrong)
    return after


def _locked(news: News, expected_version: int | None) -> NotificationArrangement:
    NotificationArrangement.objects.get_or_create(kind=news.name)
    one = NotificationArrangement.objects.select_for_update().get(kind=news.name)
    if expected_version is not None and one.version != expected_version:
        raise Stale(f"{one} was changed meanwhile.", expected=expected_version, actual=one.version)
    return one


def _keep(one: NotificationArrangement, rules: list[Rule]) -> None:
    write(one, {"rules": [rule.as_json() for rule in rules]})


def _place(rules: list[Rule], key: str) -> int:
    found = next((place for place, one in enumerate(rules) if one.key == key), None)
    if found is None:
        raise NotFound("There is no such rule.")
    return found


def _free(rules: list[Rule]) -> str:
    taken = {one.key for one in rules}
    return next(f"{OWN}{number}" for number in range(1, MOST_RULES + 2) if f"{OWN}{number}" not in taken)


def _rules_of(news: News) -> dict[str, Callable[[Any], Any]]:
    return {
        "to": lambda names: _known(names, news.all_relations()),
        "teams": _teams,
        "roles": _roles,
        "when": lambda when: _conditions(news, when),
        "channels": _channels,
        "timing": lambda timing: _known([timing], TIMINGS)[0],
        "is_mandatory": bool,
        "is_off": bool,
    }


def _known(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    chosen, possible = list(dict.fromkeys(names)), [str(one) for one in known]
    if unknown := [name for name in chosen if name not in possible]:
        raise ValueError(f"“{unknown[0]}” is not possible here.")
    return tuple(str(name) for name in chosen)


def _channels(names: Iterable[str]) -> tuple[str, ...]:
    chosen = _known(names, CHANNELS)
    if not chosen:
        raise ValueError("Choose at least one way.")
    return chosen


def _teams(ids: Iterable[int]) -> tuple[int, ...]:
    chosen = sorted({one for one in ids if 0 < one < 2**63})
    known = set(Team.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    if len(known) != len(set(ids)):
        raise ValueError("There is no such team.")
    return tuple(chosen)


def _roles(codes: Iterable[str]) -> tuple[str, ...]:
    chosen = sorted(set(codes))
    known = set(Role.objects.filter(code__in=chosen).values_list("code", flat=True))
    if unknown := [code for code in chosen if code not in known]:
        raise ValueError(f"There is no role “{unknown[0]}”.")
    return tuple(chosen)


def _conditions(news: News, when: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    possible = news.all_conditions()
    found = {}
    for name, values in when.items():
        if name not in possible:
            raise ValueError(f"A rule cannot depend on “{name}”.")
        chosen = _known(map(str, values), (value for value, _ in possible[name].choices()))
        if chosen:
            found[name] = chosen
    return found
