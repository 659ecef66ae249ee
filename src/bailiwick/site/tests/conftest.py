"""Data directories and clusters for the tests of the running parts."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import psycopg
import pytest

from bailiwick.site.postgres import Cluster
from bailiwick.site.programs import call

SOURCE = Path(__file__).parents[3]
VARIABLES: tuple[str, ...] = (
    "DATABASE_URL",
    "BAILIWICK_OWNER_URL",
    "BAILIWICK_DB_URL",
    "BAILIWICK_SEALER_URL",
)
VARIABLES += ("BAILIWICK_DATA", "BAILIWICK_POSTGRES", "BAILIWICK_PUBLIC_URL", "BAILIWICK_URLS_DERIVED")


@pytest.fixture(scope="module")
def own_surroundings() -> Iterator[None]:
    """Nothing of the test run's own database or data directory reaches these tests or their processes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PYTHONPATH", str(SOURCE))
        yield


@contextmanager
def public_folder() -> Iterator[Path]:
    """A short folder that every account may enter, as the database's account must."""
    made = Path(tempfile.mkdtemp(prefix="bwsite-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made)


@pytest.fixture
def folder(own_surroundings: None) -> Iterator[Path]:
    """A folder of the test's own."""
    with public_folder() as made:
        yield made


@pytest.fixture(scope="session")
def pristine() -> Callable[[str], Path]:
    """A data directory with a bootstrapped cluster of the given kind, made once in a run and stopped, to be copied.

    The kind `migrated` is an embedded one whose database has its shape.
    """
    root = Path(os.environ["BAILIWICK_TEST_FOLDER"])

    def make(kind: str) -> Path:
        if kind == "migrated":
            make("embedded")
        with (root / f"{kind}.lock").open("w") as held:
            flock(held, LOCK_EX)
            if not (root / kind).exists():
                build(kind, root / f"{kind}.new").rename(root / kind)
        return root / kind

    return make


def build(kind: str, data: Path) -> Path:
    """Make a cluster of the kind, and stop it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BAILIWICK_POSTGRES", "embedded" if kind == "migrated" else kind)
        cluster = Cluster(copied(data.with_name("embedded"), data) if kind == "migrated" else data)
        cluster.start()
        if kind == "migrated":
            give_shape(cluster, data.with_name("template.dump"))
        else:
            cluster.bootstrap()
        cluster.stop()
    return data


def give_shape(cluster: Cluster, dump: Path) -> None:
    """Fill the database from the tests' template, which was migrated once."""
    server = os.environ["BAILIWICK_TEST_SERVER"]
    template = f"postgresql://postgres@/{os.environ['BAILIWICK_TEST_TEMPLATE']}?host={server}"
    binaries = cluster.binaries()
    for command in (
        [binaries.program("pg_dump"), "-Fc", "-Z0", "-f", str(dump), template],
        [binaries.program("pg_restore"), "-d", cluster.url("superuser"), str(dump)],
    ):
        done = call(command)
        assert done.returncode == 0, done.stderr
    with psycopg.connect(cluster.url("superuser")) as connection:
        connection.execute(
            "update ledger_cursor set system_identifier = (select system_identifier from pg_control_system())"
        )


@pytest.fixture
def data(folder: Path, pristine: Callable[[str], Path]) -> Path:
    """A data directory of its own with a stopped cluster of the wheel's PostgreSQL."""
    return copied(pristine("embedded"), folder / "d")


@pytest.fixture
def cluster(data: Path) -> Iterator[Cluster]:
    """The cluster of `data`, running."""
    running = Cluster(data)
    running.start()
    yield running
    running.start()
    running.stop()


@pytest.fixture
def migrated(folder: Path, pristine: Callable[[str], Path]) -> Path:
    """A data directory of its own with a stopped cluster whose database has its shape."""
    return copied(pristine("migrated"), folder / "d")


def copied(pristine: Path, target: Path) -> Path:
    done = call(["/bin/cp", "-a", str(pristine), str(target)])
    assert done.returncode == 0, done.stderr
    return target
