"""What every test has: the database of its worker, no network beyond this machine, and the cast."""

import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import database
from tests.emptying import Beginning

pytest_plugins = ["tests.cast", "tests.web"]

# How long properties are looked at; each is looked at longer with --hypothesis-profile=thorough.
PATIENT = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
settings.register_profile("quick", max_examples=25, **PATIENT)
settings.register_profile("thorough", max_examples=1000, **PATIENT)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The worker's database is there already, copied from the template."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin each half, as xdist's work stealing gives each of two workers one."""
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    half = len(short) // 2
    items[:] = [*long[::2], *short[:half], *long[1::2], *short[half:]]


def pytest_collection_finish() -> None:
    """What was loaded by now stays: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whoever asks for the cast gets the database that has it."""
    names = getattr(item, "fixturenames", ())
    database.use(database.WITH_CAST if "cast" in names else database.DATABASE)


@pytest.fixture(scope="session")
def engaged(django_db_blocker: Any) -> Any:
    """The cast, made once in a database of its own; the fixture `cast` of each test is a copy of it."""
    database.make_database(database.WITH_CAST)
    database.use(database.WITH_CAST)
    with django_db_blocker.unblock():
        from tests.cast import make_cast

        made = make_cast()
        database.leave()
    return made


@pytest.fixture(scope="session")
def beginning() -> Callable[[str], Beginning]:
    """What a database of the worker held before the first test that committed to it."""
    return cache(lambda name: Beginning(database.url("postgres", name)))


@pytest.fixture
def committed(
    beginning: Callable[[str], Beginning], django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Real commits: the test has the database to itself and leaves it behind as it was."""
    if "cast" in request.fixturenames:
        request.getfixturevalue("engaged")
    name = database.present()
    before = beginning(name)
    with django_db_blocker.unblock():
        yield
        database.leave()
    shutil.rmtree(Path(os.environ["BAILIWICK_DATA"], "checkpoints"), ignore_errors=True)
    if not before.restore(database.url("postgres", name)):
        database.make_database(name)
        before.restore(database.url("postgres", name))
    database.forget()


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """Passwords are hashed as in use, but with the least work: guessing them is nobody's aim here."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    with pytest.MonkeyPatch.context() as patched:
        for name, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patched.setattr(Argon2PasswordHasher, name, least)
        yield


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
