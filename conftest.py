"""What every test has: the database of its worker, no network beyond this machine, and the cast."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests import database

pytest_plugins = ["tests.cast", "tests.web"]


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The worker's database is there already, copied from the template."""


@pytest.fixture
def committed(django_db_blocker: Any) -> Iterator[None]:
    """Real commits: the test has the database to itself and leaves a fresh one behind."""
    from django.db import connections

    from bailiwick.kernel.calendar.queries import forget_hours
    from bailiwick.kernel.process.definitions import forget_definitions

    with django_db_blocker.unblock():
        yield
        for connection in connections.all():
            connection.close()
            if connection.vendor == "postgresql" and getattr(connection, "pool", None):
                connection.close_pool()
    database.make_database()
    # In the fresh database the ids begin again, and with them the versions that were read.
    forget_hours()
    forget_definitions()


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to reach {address}.")
        return connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]
