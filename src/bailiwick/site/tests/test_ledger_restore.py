"""The ledger through the commands: signed, backed up, brought back, checked, and the fork declared."""

import json
import sys
from pathlib import Path

import psycopg
import pytest

from bailiwick.site.cli.environment import prepare
from bailiwick.site.programs import call
from bailiwick.site.tests.forked import Commands, commands


def write_down() -> None:
    """Found the organization, or add a team to it."""
    from bailiwick.kernel.identity import operations as identity
    from bailiwick.site.cli.organizations import all_named

    if found := all_named():
        identity.add_team(sys.argv[1], by=found[0].actor)
    else:
        identity.found_organization("Harbour Lights", slug="harbour", zone="UTC")


def call_in_database(data: Path, statement: str) -> None:
    with prepare(data) as environment:
        with psycopg.connect(environment.database.url("superuser"), autocommit=True) as superuser:
            superuser.execute("set session_replication_role = replica")
            superuser.execute(statement)


@pytest.mark.long
def test_an_older_backup_is_brought_back_and_its_fork_declared(migrated: Path, folder: Path) -> None:
    with commands(migrated) as prepared:
        bring_back_an_older_backup(prepared, migrated, folder)


def bring_back_an_older_backup(prepared: Commands, data: Path, folder: Path) -> None:
    def run(*words: str, status: int = 0) -> str:
        done = prepared.run(*words, "--data", str(data))
        assert done.status == status, (words, done)
        return done.said

    def write(name: str) -> None:
        done = prepared.do(f"{__name__}:write_down", name)
        assert done.status == 0, done

    def ledger_checks(status: int) -> dict[str, str]:
        said = run("check", "--json", status=status)
        found = json.loads(said)
        return {name: one["level"] for name, one in found.items() if name.startswith("ledger")}

    write("founded")
    write("Night")
    run("ledger", "checkpoint")
    assert "members" in run("backup", str(folder / "a.tar"))
    write("Lost")
    run("ledger", "checkpoint")
    assert set(ledger_checks(0).values()) == {"ok"}
    said = run("restore", str(folder / "a.tar"), "--yes")
    assert "Nothing is signed until it is explained" in said
    assert "What was there before is kept as bailiwick_before_" in said
    assert not (data / "restoring").exists()
    assert ledger_checks(1)["ledger forks"] == "fail"
    assert "--declare-fork" in run("ledger", "checkpoint", status=3)
    run("ledger", "checkpoint", "--declare-fork", "The disk was lost")
    assert "as it was signed" in run("ledger", "verify")
    assert ledger_checks(0)["ledger forks"] == "ok"
    run("ledger", "checkpoint", "--declare-fork", "Again", status=1)
    run("ledger", "moved", status=1)
    call_in_database(data, "update ledger_cursor set system_identifier = 1")
    assert "bailiwick ledger moved" in run("ledger", "verify", status=3)
    run("ledger", "moved")
    assert "as it was signed" in run("ledger", "verify")
    pack = str(folder / "pack.zip")
    assert json.loads(run("ledger", "prove", pack, "--json"))["entries"] > 2
    run("ledger", "prove", pack, "--since", "2", status=3)
    run("ledger", "prove", pack, "--since", "2", "--yes")
    assert json.loads(run("migrate", "--json")) == {"up_to_date": True}
    assert "up to date" in run("migrate")
    assert "All migrations are applied." in run("check")
    assert "Known: “Harbour Lights”" in run("ledger", "verify", "--organization", "nowhere", status=2)
    done = call(
        [sys.executable, "-m", "bailiwick.verify.bailiwick_verify", str(folder / "pack.zip"), "--json"]
    )
    assert json.loads(done.stdout)["compared"] >= 1
