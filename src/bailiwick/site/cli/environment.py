"""The surroundings of a command: the data directory, the database, and the variables that settings read."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bailiwick.site.failures import ClusterNotRunning
from bailiwick.site.installation import Installation

if TYPE_CHECKING:
    from bailiwick.site.postgres import Database


@dataclass(frozen=True)
class Environment:
    """One prepared installation."""

    installation: Installation
    database: "Database"

    def start_django(self) -> None:
        """Load Django; call it before importing anything that has models."""
        import django

        django.setup()

    def open(self) -> None:
        """Load Django on a database in its present shape: a new one gets it, one that is behind is refused."""
        self.start_django()
        from bailiwick.site import schema

        schema.make_ready()


@contextmanager
def prepare(
    data: str | os.PathLike[str] | None = None, *, needs_database: bool = True, public_url: str | None = None
) -> Iterator[Environment]:
    """Set the variables for the data directory at `data`, with its database running when it is needed.

    The database is started if it does not run, given its roles, and afterwards stopped by whoever uses it
    last. Raises CannotRun with what is in the way.
    """
    from bailiwick.site.postgres import database_of

    installation = Installation.at(data).create()
    database = database_of(installation)
    try:
        if needs_database:
            database.start()
            database.bootstrap()
        with _variables(_values(installation, database, public_url)):
            try:
                yield Environment(installation, database)
            finally:
                _disconnect_django()
    finally:
        if needs_database:
            database.stop()


def _values(installation: Installation, database: "Database", public_url: str | None) -> dict[str, str]:
    from bailiwick.site.postgres import DERIVED, URL_VARIABLES

    values = {"BAILIWICK_DATA": str(installation.path), "DJANGO_SETTINGS_MODULE": "bailiwick.site.settings"}
    if public_url:
        values["BAILIWICK_PUBLIC_URL"] = public_url
    if not database.is_premade:
        values[DERIVED] = "1"
    try:
        return values | {variable: database.url(role) for role, variable in URL_VARIABLES.items()}
    except ClusterNotRunning:
        return values


@contextmanager
def _variables(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _disconnect_django() -> None:
    if "django.db" not in sys.modules:
        return
    from django.conf import settings
    from django.db import connections

    if not settings.configured:
        return
    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()
