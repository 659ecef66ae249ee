"""The checks of an installation, by name. A check is a function without parameters that returns a level
and a sentence; adding one is adding a line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

Level = Literal["ok", "warn", "fail"]
Need = Literal["files", "database", "django"]
Finding = tuple[Level, str]
OWN = "bailiwick.site.cli.soundness"
LEDGER = "bailiwick.site.cli.ledger_soundness"


@dataclass(frozen=True)
class Check:
    """Where a check lives (`module:function`) and what must be there before it can be asked."""

    target: str
    needs: Need

    def load(self) -> Callable[[], Finding]:
        module, _, name = self.target.partition(":")
        found: Callable[[], Finding] = getattr(import_module(module), name)
        return found


CHECKS: dict[str, Check] = {
    "account": Check(f"{OWN}:account", "files"),
    "data directory": Check(f"{OWN}:data_directory", "files"),
    "disk space": Check(f"{OWN}:disk_space", "files"),
    "database": Check(f"{OWN}:database", "database"),
    "database roles": Check(f"{OWN}:database_roles", "database"),
    "clock": Check(f"{OWN}:clock", "database"),
    "migrations": Check(f"{OWN}:migrations", "django"),
    "ledger sealing": Check(f"{LEDGER}:sealing", "django"),
    "ledger checkpoints": Check(f"{LEDGER}:checkpoints", "django"),
    "ledger keys": Check(f"{LEDGER}:keys", "django"),
    "ledger forks": Check(f"{LEDGER}:forks", "django"),
    "ledger clock": Check(f"{LEDGER}:clock", "django"),
    "figures": Check("bailiwick.site.cli.figures_soundness:tallies", "django"),
    "holidays": Check("bailiwick.site.cli.calendar_soundness:holidays", "django"),
}


def run_checks(available: set[Need], checks: Mapping[str, Check] = CHECKS) -> dict[str, Finding]:
    """Ask every check whose needs are met; the others are reported as not asked."""
    return {
        name: _ask(check) if check.needs in available else ("warn", "Not looked at: the database is away.")
        for name, check in checks.items()
    }


def _ask(check: Check) -> Finding:
    from django.db import Error as DjangoError
    from psycopg import Error as PsycopgError

    try:
        return check.load()()
    except (OSError, DjangoError, PsycopgError) as error:
        return "fail", f"Could not be looked at: {str(error).partition(chr(10))[0]}"
