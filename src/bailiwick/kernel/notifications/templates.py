"""The small language of wordings: names, a few filters and conditions; no code, no attributes, no loops.

    {{ name }}   {{ name|upper }}   {% if name %} … {% else %} … {% endif %}   {% if not name %} … {% endif %}

What can be said is all that there is, so nothing can be reached and nothing can take long.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST, MOST_PARTS, DEEPEST, LONGEST_VALUE = 20_000, 500, 5, 4_000
OPENS = re.compile(r"\{\{|\{%|\{#")
CLOSES = {"{{": "}}", "{%": "%}"}
NAME = re.compile(r"[a-z][a-z_]*\Z")
CONDITION = re.compile(r"if\s+(not\s+)?([a-z][a-z_]*)\Z")
FILTERS: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "line": lambda text: " ".join(text.split()),
    "short": lambda text: text if len(text) <= 80 else f"{text[:79].rstrip()}…",
}


class Fault(ValueError):
    """What is wrong with a template, and where: line and column from 1."""

    def __init__(self, text: str, source: str, at: int) -> None:
        before = source[:at]
        self.line, self.column = before.count("\n") + 1, at - before.rfind("\n")
        self.text = text
        super().__init__(f"Line {self.line}, column {self.column}: {text}")


@dataclass(frozen=True, slots=True)
class Value:
    """A name, with what is done to its text."""

    name: str
    filters: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One text or another, as a name has a text or none."""

    name: str
    is_negated: bool
    then: "Parts"
    otherwise: "Parts"
    at: int


Part = str | Value | Choice
Parts = tuple[Part, ...]
Makers = Mapping[str, Callable[[], str]]


@dataclass(slots=True)
class _Open:
    """A condition that is not closed yet, or the whole."""

    parts: list[Part]
    at: int = 0
    name: str = ""
    is_negated: bool = False
    then: Parts | None = None


@lru_cache(1024)
def parsed(source: str) -> Parts:
    """A template as its parts; raises Fault."""
    if len(source) > LONGEST:
        raise Fault(f"This has {len(source):,} characters; {LONGEST:,} are possible.", source, LONGEST)
    open_: list[_Open] = [_Open([])]
    place = count = 0
    while found := OPENS.search(source, place):
        start = found.start()
        if start > place:
            open_[-1].parts.append(source[place:start])
        inside, place = _inside(source, start)
        count += 1
        if count > MOST_PARTS:
            raise Fault(f"More than {MOST_PARTS} names and conditions are not possible.", source, start)
        if source.startswith("{{", start):
            open_[-1].parts.append(_value(inside, source, start))
        else:
            _turn(open_, inside, source, start)
    if len(open_) > 1:
        raise Fault("This condition has no “{% endif %}”.", source, open_[-1].at)
    return (*open_[0].parts, *([source[place:]] if place < len(source) else []))


def _inside(source: str, start: int) -> tuple[str, int]:
    closing = CLOSES.get(source[start : start + 2])
    if closing is None:
        raise Fault("Comments are not possible here.", source, start)
    end = source.find(closing, start + 2)
    if end < 0:
        raise Fault(f"The closing “{closing}” is missing.", source, start)
    return source[start + 2 : end].strip(), end + 2


def _value(inside: str, source: str, at: int) -> Value:
    name, *filters = (part.strip() for part in inside.split("|"))
    if not NAME.match(name):
        raise Fault(
            f"“{name[:40]}” is no name. Only names such as “{{{{ title }}}}” can stand here.", source, at
        )
    for one in filters:
        if one not in FILTERS:
            raise Fault(f"There is no filter “{one[:40]}”; there are {', '.join(FILTERS)}.", source, at)
    return Value(name, tuple(filters), at)


def _turn(open_: list[_Open], inside: str, source: str, at: int) -> None:
    """A condition begins, turns or ends."""
    now = open_[-1]
    if begins := CONDITION.match(inside):
        if len(open_) > DEEPEST:
            raise Fault(f"Conditions lie at most {DEEPEST} deep in each other.", source, at)
        open_.append(_Open([], at, begins.group(2), bool(begins.group(1))))
    elif inside == "else" and now.name and now.then is None:
        now.then, now.parts = tuple(now.parts), []
    elif inside == "endif" and now.name:
        open_.pop()
        then, otherwise = (tuple(now.parts), ()) if now.then is None else (now.then, tuple(now.parts))
        open_[-1].parts.append(Choice(now.name, now.is_negated, then, otherwise, now.at))
    elif inside in ("else", "endif"):
        raise Fault(f"“{inside}” belongs to no condition.", source, at)
    else:
        raise Fault(f"“{inside[:40]}” is not possible. There are only if, else and endif.", source, at)


def checked(source: str, names: Collection[str], forbidden: Mapping[str, str] | None = None) -> str:
    """The template, if it can be used with these names; `forbidden` says why others cannot. Raises Fault."""
    for one in _names(parsed(source)):
        if forbidden and one.name in forbidden:
            raise Fault(forbidden[one.name], source, one.at)
        if one.name not in names:
            raise Fault(
                f"There is no name “{one.name}”; there are {', '.join(sorted(names))}.", source, one.at
            )
    return source


def rendered(source: str, makers: Makers) -> str:
    """The text, each name's made when it is needed; raises Fault for a template that cannot be used."""
    checked(source, makers.keys())
    return _joined(parsed(source), makers)


def _names(parts: Parts) -> list[Value | Choice]:
    found: list[Value | Choice] = []
    for part in parts:
        if isinstance(part, Value):
            found.append(part)
        elif isinstance(part, Choice):
            found += [part, *_names(part.then), *_names(part.otherwise)]
    return sorted(found, key=lambda one: one.at)


def _joined(parts: Parts, makers: Makers) -> str:
    found = []
    for part in parts:
        if isinstance(part, Value):
            text = makers[part.name]()[:LONGEST_VALUE]
            for name in part.filters:
                text = FILTERS[name](text)
            found.append(text)
        elif isinstance(part, Choice):
            holds = bool(makers[part.name]().strip()) != part.is_negated
            found.append(_joined(part.then if holds else part.otherwise, makers))
        else:
            found.append(part)
    return "".join(found)
