"""`bailiwick check`: is the installation sound."""

import json
from contextlib import ExitStack

import psycopg
import typer

from bailiwick.site.cli.checks import Finding, run_checks
from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json
from bailiwick.site.cli.outcome import FAILED
from bailiwick.site.failures import CannotRun

MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


def check(data: Data = None, as_json: Json = False) -> None:
    """Look whether the installation is sound; exit code 1 when something failed."""
    findings = _find(data)
    if as_json:
        typer.echo(
            json.dumps({name: {"level": level, "text": text} for name, (level, text) in findings.items()})
        )
    else:
        for name, (level, text) in findings.items():
            typer.echo(f"{MARKS[level]}  {name}: {text}")
    if any(level == "fail" for level, _ in findings.values()):
        raise typer.Exit(FAILED)


def _find(data: Data) -> dict[str, Finding]:
    with ExitStack() as stack:
        try:
            stack.enter_context(prepare(data)).start_django()
            return run_checks({"files", "database", "django"})
        except (CannotRun, psycopg.OperationalError) as problem:
            stack.close()
            stack.enter_context(prepare(data, needs_database=False))
            return run_checks({"files"}) | {"database": ("fail", str(problem))}
