"""The incidents behind a number: of a measure, of a requirement or of a move between states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.measures import measured
from bailiwick.kernel.evidence.queries import EXCEPTIONS, examined
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work.queries import moved
from bailiwick.resolution.figures import limits
from bailiwick.resolution.figures.populations import population
from bailiwick.resolution.incidents.queries import KIND


@dataclass(frozen=True, slots=True)
class Behind:
    """What the list is limited to, in words, and the records themselves."""

    title: str
    period: Period
    records: QuerySet[Any]


def behind(actor: Actor, params: Mapping[str, str], process: Definition) -> Behind | None:
    """What `among`, `start` and `end` ask for; None without them, NotFound for what they do not name.

    `measure:CODE`, `requirement:ID`, `requirement:ID:exceptions`, `requirement:ID:NUMBER` of a way of failing,
    `moves`, `move:FROM:VERB:TO`, `figure:CODE:KEY:LIMIT` of a mark on a chart.
    """
    among = params.get("among", "")
    if not among:
        return None
    period = Period(_instant(params.get("start", "")), _instant(params.get("end", "")))
    source, _, rest = among.partition(":")
    if source == "figure":
        return Behind(*_figure(actor, rest, period))
    policies.require(actor, "evidence.read" if source == "requirement" else "organization.read")
    found = _SOURCES.get(source, _nothing)(rest, period, process)
    if found is None:
        raise NotFound("There is no such list of incidents.")
    title, records = found
    return Behind(title, period, records)


def _figure(actor: Actor, rest: str, period: Period) -> tuple[str, Period, QuerySet[Any]]:
    """What a mark on a chart counts, for whoever may see these incidents."""
    code, _, more = rest.partition(":")
    key, _, limit = more.partition(":")
    words, records = population(code, key, limits.read(actor, limit), period)
    return words, period, records


Found = tuple[str, QuerySet[Any]] | None


def _measure(code: str, period: Period, process: Definition) -> Found:
    value = measured(KIND, code, period)
    if value is None or value.records is None:
        return None
    names = {measure.code: measure.name for measure in process.measures}
    return names.get(code, code), value.records


def _requirement(rest: str, period: Period, _process: Definition) -> Found:
    requirement, _, part = rest.partition(":")
    records = examined(requirement, part, period)
    if records is None:
        return None
    what = "exceptions to" if part == EXCEPTIONS else "one kind of exception to" if part else "looked at for"
    return f"{what} {requirement}", records


def _moves(_rest: str, period: Period, _process: Definition) -> Found:
    return "moved from state to state", moved(KIND, period)


def _move(rest: str, period: Period, _process: Definition) -> Found:
    before, _, more = rest.partition(":")
    verb, _, after = more.partition(":")
    return f"{before} → {verb} → {after}", moved(KIND, period, (before, verb, after))


def _nothing(_rest: str, _period: Period, _process: Definition) -> Found:
    return None


_SOURCES = {"measure": _measure, "requirement": _requirement, "moves": _moves, "move": _move}


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise NotFound("There is no such period.") from None
    if at.tzinfo is None:
        raise NotFound("There is no such period.")
    return at
