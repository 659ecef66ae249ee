"""Backup and restore with a real database: everything comes back, and nothing bad comes in."""

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bailiwick.site.cli import backup as backup_module
from bailiwick.site.cli import hooks
from bailiwick.site.cli.archive import unpack
from bailiwick.site.cli.backup import backup, write_archive
from bailiwick.site.cli.environment import Environment, prepare
from bailiwick.site.cli.restore import put_in_place, restore
from bailiwick.site.failures import CannotRun, CommandFailed
from bailiwick.site.supervisor import lock
from bailiwick.site.tests.conftest import copied, public_folder

PROTECTED = """
create table record (id int primary key, tenant bigint, text text);
insert into record select n, n % 3, 'number ' || n from generate_series(1, 1000) as n;
alter table record enable row level security;
alter table record force row level security;
create policy tenancy on record
  using (tenant = (select nullif(current_setting('app.tenant', true), '')::bigint));
grant select on record to bailiwick_app;
create function hidden() returns bigint language sql security definer set search_path = public
  as 'select count(*) from record';
alter function hidden() owner to bailiwick_definer;
grant execute on function hidden() to bailiwick_app;
create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
create trigger guard before insert or update on record for each statement execute function refuse();
"""


@pytest.fixture(autouse=True)
def no_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The databases of these tests hold no ledger; the commands by themselves run with everything."""
    monkeypatch.setattr(hooks, "BEFORE_BACKUP", ())


@contextmanager
def filled_at(data: Path) -> Iterator[Environment]:
    """An installation with protected rows, a key, a checkpoint and a file."""
    with prepare(data) as environment:
        with psycopg.connect(environment.database.url("owner"), autocommit=True) as owner:
            owner.execute(PROTECTED.encode())
        installation = environment.installation
        (installation.keys / "signing").write_text("key")
        (installation.checkpoints / "7.txt").write_text("checkpoint 7")
        (installation.files / "ab").mkdir()
        (installation.files / "ab" / "letter.txt").write_bytes(b"\x00letter")
        yield environment


@pytest.fixture(scope="module")
def filled(own_surroundings: None, pristine: Callable[[str], Path]) -> Iterator[Environment]:
    """One that all may read and back up."""
    with public_folder() as folder, filled_at(copied(pristine("embedded"), folder / "d")) as environment:
        yield environment


@pytest.fixture(scope="module")
def archive(filled: Environment) -> Path:
    """A good archive, only to be read."""
    written = filled.installation.path.parent / "a.tar"
    assert write_archive(filled, written) == 5
    return written


@pytest.fixture
def fresh(folder: Path, pristine: Callable[[str], Path]) -> Iterator[Environment]:
    """Another installation that has held nothing yet."""
    with prepare(copied(pristine("embedded"), folder / "fresh")) as environment:
        yield environment


def restored(environment: Environment, archive: Path, folder: Path) -> str | None:
    staged = folder / "staged"
    staged.mkdir()
    return put_in_place(environment, staged, unpack(archive, staged))


def rows(environment: Environment, tenant: int) -> int:
    with psycopg.connect(environment.database.url("app")) as app:
        app.execute("select set_config('app.tenant', %s, true)", [str(tenant)])
        row = app.execute("select count(*) from record").fetchone()
    return int(row[0]) if row else -1


def test_everything_comes_back_and_is_protected_as_before(
    filled: Environment, archive: Path, fresh: Environment, folder: Path
) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    assert restored(fresh, archive, folder) is None
    assert rows(fresh, 1) == 334
    assert rows(fresh, 9) == 0
    with psycopg.connect(fresh.database.url("owner")) as owner:
        assert owner.execute("select count(*) from record").fetchone() == (0,), "force binds the owner again"
        facts = owner.execute(
            "select proowner::regrole::text, has_schema_privilege('public', 'public', 'create'),"
            " has_database_privilege('public', 'bailiwick', 'connect') from pg_proc where proname = 'hidden'"
        ).fetchone()
        assert facts == ("bailiwick_definer", False, False)
        with pytest.raises(psycopg.errors.RaiseException):
            owner.execute("insert into record values (0, 0, '')")
    installation = fresh.installation
    assert (installation.files / "ab" / "letter.txt").read_bytes() == b"\x00letter"
    assert (installation.keys / "signing").read_text() == "key"
    assert (installation.checkpoints / "7.txt").read_text() == "checkpoint 7"
    secrets = json.loads(installation.secrets_file.read_text())
    assert secrets["secret_key"] == filled.installation.secrets.secret_key
    assert secrets["passwords"] == fresh.installation.secrets.passwords


def test_what_was_there_is_kept_and_newer_checkpoints_stay(archive: Path, data: Path, folder: Path) -> None:
    with filled_at(data) as filled:
        bring_back_an_older_one(filled, archive, folder)


def bring_back_an_older_one(filled: Environment, archive: Path, folder: Path) -> None:
    installation = filled.installation
    (installation.checkpoints / "9.txt").write_text("checkpoint 9")
    (installation.checkpoints / "7.txt").write_text("checkpoint 7 of another history")
    (installation.keys / "signing").write_text("newer key")
    with psycopg.connect(filled.database.url("owner"), autocommit=True) as owner:
        owner.execute("create table later (id int)")
    kept = restored(filled, archive, folder)
    assert kept is not None
    assert rows(filled, 1) == 334
    with psycopg.connect(filled.database.url("owner")) as owner:
        assert owner.execute("select to_regclass('later')").fetchone() == (None,)
    with psycopg.connect(filled.database.url("owner", kept)) as before:
        assert before.execute("select to_regclass('later')").fetchone() == ("later",)
    assert (installation.checkpoints / "9.txt").read_text() == "checkpoint 9"
    assert (installation.checkpoints / "7.txt").read_text() == "checkpoint 7 of another history"
    assert (installation.keys / "signing").read_text() == "key"
    aside = next(installation.path.glob("before-*"))
    assert (aside / "keys" / "signing").read_text() == "newer key"


def test_the_order_of_things_keeps_dump_checkpoints_and_files_consistent(
    filled: Environment, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = backup_module._dump

    def meanwhile(environment: Environment, target: Path) -> int:
        (environment.installation.checkpoints / "8.txt").write_text("sealed during the dump")
        (environment.installation.files / "new.txt").write_text("written during the dump")
        return dump(environment, target)

    monkeypatch.setattr(backup_module, "_dump", meanwhile)
    write_archive(filled, folder / "a.tar")
    (filled.installation.checkpoints / "8.txt").unlink()
    (filled.installation.files / "new.txt").unlink()
    with tarfile.open(folder / "a.tar") as tar:
        names = tar.getnames()
    assert "checkpoints/8.txt" not in names, "a checkpoint newer than its dump would look like a fork"
    assert "files/new.txt" in names
    assert names[-1] == "manifest.json"


def members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def rewritten(archive: Path, target: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    content = members(archive)
    change(content)
    with tarfile.open(target, "w") as tar:
        for name, body in content.items():
            header = tarfile.TarInfo(name)
            header.size = len(body)
            tar.addfile(header, io.BytesIO(body))
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update({"files/ab/letter.txt": b"forged"}),
        lambda content: content.update({"files/extra.txt": b"smuggled in"}),
        lambda content: content.pop("keys/signing"),
        lambda content: content.pop("manifest.json"),
        lambda content: content.update({"files/../../outside.txt": b"out"}),
        lambda content: content.update({"/outside.txt": b"out"}),
        lambda content: content.update({"run/up.pid": b"out"}),
        lambda content: content.update({"manifest.json": b"[]"}),
    ],
)
def test_a_changed_archive_is_not_used(
    archive: Path, folder: Path, change: Callable[[dict[str, bytes]], Any]
) -> None:
    (folder / "inner" / "staged").mkdir(parents=True)
    with pytest.raises(CommandFailed):
        unpack(rewritten(archive, folder / "changed.tar", change), folder / "inner" / "staged")
    assert not (folder / "outside.txt").exists()
    assert not (folder / "inner" / "outside.txt").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_in_an_archive_are_refused(folder: Path, kind: bytes) -> None:
    with tarfile.open(folder / "a.tar", "w") as tar:
        header = tarfile.TarInfo("files/a")
        header.type, header.linkname = kind, "/etc/passwd"
        tar.addfile(header)
    (folder / "staged").mkdir()
    with pytest.raises(CommandFailed, match="unexpected member"):
        unpack(folder / "a.tar", folder / "staged")


def test_a_cut_archive_is_not_used(archive: Path, folder: Path) -> None:
    whole = archive.read_bytes()
    for length in (0, 700, len(whole) // 2, len(whole) - 20_000):
        (folder / "cut.tar").write_bytes(whole[:length])
        staged = folder / f"staged-{length}"
        staged.mkdir()
        with pytest.raises(CommandFailed):
            unpack(folder / "cut.tar", staged)


def test_a_backup_of_a_newer_postgresql_is_refused(filled: Environment, folder: Path) -> None:
    with pytest.raises(CannotRun, match="PostgreSQL 99"):
        put_in_place(filled, folder, {"postgres": 99})


def test_a_failed_load_changes_nothing(filled: Environment, folder: Path) -> None:
    (folder / "database.dump").write_bytes(b"no dump")
    with pytest.raises(CommandFailed, match="nothing was changed"):
        put_in_place(filled, folder, {"postgres": 18})
    assert rows(filled, 1) == 334
    assert (filled.installation.keys / "signing").read_text() == "key"


def test_before_a_backup_the_other_rooms_are_called(
    filled: Environment, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(Environment, "start_django", lambda _: called.append("django"))
    monkeypatch.setattr(hooks, "BEFORE_BACKUP", ("sys:exc_info", f"{__name__}:refuse"))
    with pytest.raises(CommandFailed, match="cannot be sealed"):
        backup(folder / "a.tar", filled.installation.path)
    assert called == ["django"]
    assert not (folder / "a.tar").exists()


def refuse() -> None:
    raise CommandFailed("cannot be sealed")


def test_nothing_is_replaced_unasked(filled: Environment, folder: Path) -> None:
    archive, data = folder / "a.tar", filled.installation.path
    backup(archive, data)
    with pytest.raises(CannotRun, match="--yes"):
        backup(archive, data)
    with pytest.raises(CannotRun, match="--yes"):
        restore(archive, data)
    with lock.held(filled.installation, "runs already"), pytest.raises(CannotRun, match="runs already"):
        restore(archive, data, yes=True)
    with pytest.raises(CannotRun, match="no archive"):
        restore(folder / "none.tar", data, yes=True)
