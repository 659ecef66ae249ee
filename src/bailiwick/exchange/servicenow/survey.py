"""The dry run: the whole log read, counted and checked, and nothing written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from operator import itemgetter
from pathlib import Path
from typing import Final

from .checks import findings_of
from .columns import MISSING, POSITION
from .facts import FactsCounter, LogFacts
from .findings import Tally
from .histories import histories
from .moves import MoveKind
from .reader import read_rows

_LAST: Final = ("caller_id", "opened_by", "assigned_to", "assignment_group", "category", "subcategory")
_last_cells = itemgetter(*(POSITION[column] for column in _LAST))
_UPDATED_BY: Final = POSITION["sys_updated_by"]


@dataclass(frozen=True, slots=True)
class Referred:
    """The people, teams and classes that an import of the log refers to, as the log writes them.

    Of opened_by, callers, assignees, teams and classes the last row of each incident counts.
    """

    staff: frozenset[str]
    users: frozenset[str]
    teams: frozenset[str]
    classes: frozenset[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What an import of the file would bring in, and what is odd in it.

    `sizes` has the rows of each incident and serves `histories.histories`; `moves` counts moves by kind.
    """

    facts: LogFacts
    findings: Tally
    sizes: Mapping[str, int]
    moves: Mapping[MoveKind, int]
    referred: Referred


def survey_log(path: Path, zone: tzinfo = UTC, *, checks: bool = True) -> Survey:
    """Read the log twice, all rows and then each incident; raises MalformedLog where it cannot be read.

    Without `checks` it is read once, and findings, anomalies and moves stay empty.
    """
    counter = FactsCounter(zone)
    last: dict[str, tuple[str, ...]] = {}
    updated_by = set()
    for row in read_rows(path, zone):
        counter.add(row)
        last[row.number] = _last_cells(row.cells)
        updated_by.add(row.cells[_UPDATED_BY])
    findings, moves = Tally(), Counter[MoveKind]()
    for history in histories(read_rows(path, zone), counter.sizes) if checks else ():
        findings.add(findings_of(history))
        moves.update(move.kind for update in history.updates for move in update.moves)
    facts = counter.facts(findings.as_anomalies())
    return Survey(facts, findings, counter.sizes, moves, _referred(set(last.values()), updated_by))


def _referred(last: set[tuple[str, ...]], updated_by: set[str]) -> Referred:
    callers, openers, assignees, teams = ({cells[place] for cells in last} - MISSING for place in range(4))
    classes = {
        (category, None if subcategory in MISSING else subcategory)
        for *_, category, subcategory in last
        if category not in MISSING
    }
    return Referred(
        staff=frozenset((openers | assignees | updated_by) - MISSING),
        users=frozenset(callers),
        teams=frozenset(teams),
        classes=frozenset(classes),
    )
