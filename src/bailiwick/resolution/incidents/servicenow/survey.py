"""The dry run: the whole log read, counted and checked, and nothing written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final

from .checks import findings_of
from .columns import MISSING, POSITION, display_key
from .facts import FactsCounter, LogFacts
from .findings import Tally
from .histories import histories
from .moves import MoveKind
from .reader import read_rows

NAMED: Final = (
    "assignment_group", "assigned_to", "caller_id", "opened_by", "sys_created_by", "sys_updated_by",
    "resolved_by", "location", "category", "subcategory", "cmdb_ci", "vendor", "problem_id", "rfc",
)  # fmt: skip
"""Columns whose values are names of people, teams and things that an import may have to create."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What an import of the file would create, and what is odd in it.

    `sizes` has the rows of each incident and serves `histories.histories`; `moves` counts moves by kind;
    `names` gives the distinct display keys of each column in NAMED, sorted.
    """

    facts: LogFacts
    findings: Tally
    sizes: Mapping[str, int]
    moves: Mapping[MoveKind, int]
    names: Mapping[str, tuple[str, ...]]


def survey_log(path: Path, zone: tzinfo = UTC) -> Survey:
    """Read the log twice, all rows and then each incident; raises MalformedLog where it cannot be read."""
    counter = FactsCounter(zone)
    texts: dict[str, set[str]] = {column: set() for column in NAMED}
    gather = [(texts[column].add, POSITION[column]) for column in NAMED]
    for row in read_rows(path, zone):
        counter.add(row)
        for add, position in gather:
            add(row.cells[position])
    findings, moves = Tally(), Counter[MoveKind]()
    for history in histories(read_rows(path, zone), counter.sizes):
        findings.add(findings_of(history))
        moves.update(move.kind for update in history.updates for move in update.moves)
    names = {
        column: tuple(sorted({display_key(text) for text in found - MISSING}))
        for column, found in texts.items()
    }
    return Survey(counter.facts(findings.as_anomalies()), findings, counter.sizes, moves, names)
