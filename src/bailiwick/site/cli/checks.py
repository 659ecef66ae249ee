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
}


def run_checks(available: set[Need], checks: Mapping[str, Check] = CHECKS) -> dict[str, Finding]:
    """Ask every check whose needs are met; the others are reported as not asked."""
    return {
        name: check.load()() if check.needs in available else ("warn", "Not looked at: the database is away.")
        for name, check in checks.items()
    }
