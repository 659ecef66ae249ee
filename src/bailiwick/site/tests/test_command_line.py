"""The command line itself: quick help, one line per command, exit codes, checks."""

import errno
import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
import typer

from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.site.cli import COMMANDS
from bailiwick.site.cli.checks import CHECKS, Check, run_checks
from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.outcome import exit_code_of
from bailiwick.site.failures import CannotRun, CommandFailed
from bailiwick.site.postgres import Cluster
from bailiwick.site.programs import call

pytestmark = pytest.mark.usefixtures("own_surroundings")
PROGRAM = (sys.executable, "-c", "from bailiwick.site.cli import main; main()")
PAGE = Path(__file__).parents[4] / "docs" / "administration" / "command-line.md"


def test_help_is_quick_and_loads_no_command() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = call([*PROGRAM, "--help"])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert shown.returncode == 0
    for name, entry in COMMANDS.items():
        assert name in shown.stdout
        assert entry.help[:30] in shown.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.4
    loaded = "import sys; from bailiwick.site import cli; print([m for m in sys.modules if m in ('django', 'psycopg')])"
    assert call([sys.executable, "-c", loaded]).stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_is_documented(name: str) -> None:
    module, _, attribute = COMMANDS[name].target.partition(":")
    found = getattr(import_module(module), attribute)
    assert isinstance(found, typer.Typer) or found.__doc__
    assert f"`bailiwick {name}" in PAGE.read_text()


def test_exit_codes(folder: Path) -> None:
    assert call([*PROGRAM, "no-such-command"]).returncode == 2
    assert call([*PROGRAM, "up", "--port", "0"]).returncode == 2
    assert call([*PROGRAM, "down", "--data", str(folder / "none")]).returncode == 3
    (folder / "file").write_text("")
    refused = call([*PROGRAM, "migrate", "--data", str(folder / "file")])
    assert refused.returncode == 3
    assert refused.stderr.count("\n") == 1, "one sentence, no traceback"
    assert exit_code_of(CommandFailed("")) == 1
    assert exit_code_of(CannotRun("")) == 3
    assert exit_code_of(Invalid({"name": "missing"})) == 2
    assert exit_code_of(Refused("no")) == 3
    assert exit_code_of(OSError(errno.ENOSPC, "No space left on device")) == 3
    assert exit_code_of(psycopg.OperationalError("the database went away")) == 1
    assert exit_code_of(KeyError("a defect")) is None
    assert exit_code_of(OSError(errno.EBADF, "a defect")) is None


def test_the_database_s_address_is_shown_without_starting_it(data: Path) -> None:
    shown = call([*PROGRAM, "db", "url", "--data", str(data), "--role", "owner", "--json"])
    assert json.loads(shown.stdout) == {
        "url": f"postgresql://bailiwick_owner@/bailiwick?host={data}/run/pg",
        "running": False,
    }
    assert not Cluster(data).running()


def test_a_command_starts_and_stops_the_database_and_leaves_no_variables(data: Path) -> None:
    with prepare(data) as outer:
        assert os.environ["BAILIWICK_DB_URL"] == outer.database.url("app")
        assert os.environ["BAILIWICK_DATA"] == str(data)
        with prepare(data) as inner:
            assert inner.database.is_embedded, "what one command worked out is no wish to the next"
        assert Cluster(data).running()
    assert not Cluster(data).running()
    assert "BAILIWICK_DB_URL" not in os.environ


def test_check_reports_and_fails_when_something_is_wrong(data: Path) -> None:
    (data / "keys" / "signing").write_text("key")
    (data / "keys" / "signing").chmod(0o644)
    done = call([*PROGRAM, "check", "--data", str(data), "--json"])
    assert done.returncode == 1
    findings = json.loads(done.stdout)
    assert list(findings) == list(CHECKS)
    assert findings["data directory"] == {"level": "fail", "text": f"Readable by others: {data}/keys/signing"}
    assert findings["database"] == {"level": "ok", "text": "PostgreSQL 18 answers to every role."}
    assert findings["database roles"]["level"] == "ok"
    assert findings["clock"]["level"] == "ok"
    assert findings["migrations"]["level"] == "fail"


def test_check_says_so_when_the_database_is_away(data: Path) -> None:
    (data / "pg" / "PG_VERSION").write_text("9\n")
    done = call([*PROGRAM, "check", "--data", str(data)])
    assert done.returncode == 1
    assert "FAIL  database: The database in this data directory was written by PostgreSQL 9" in done.stdout
    assert "warn  clock: Not looked at" in done.stdout


def test_a_role_that_grew_too_mighty_fails_the_check(data: Path) -> None:

    from bailiwick.site.cli.soundness import database_roles

    with prepare(data) as environment:
        assert database_roles()[0] == "ok"
        with psycopg.connect(environment.database.url("superuser"), autocommit=True) as superuser:
            superuser.execute("alter role bailiwick_app bypassrls")
            assert database_roles() == ("fail", "Pass by row-level security: bailiwick_app")
            superuser.execute("alter role bailiwick_app nobypassrls")
            superuser.execute("create table stray (id int)")
            superuser.execute("alter table stray owner to bailiwick_app")
        assert database_roles()[0] == "fail"


def test_checks_are_registered_by_name() -> None:
    own = {"spare": Check(f"{__name__}:spare", "files"), "far": Check(f"{__name__}:spare", "django")}
    findings = run_checks({"files"}, own)
    assert findings["spare"] == ("ok", "There is a spare.")
    assert findings["far"][0] == "warn"


def test_a_check_that_breaks_fails_alone() -> None:
    own = {"away": Check(f"{__name__}:away", "files"), "spare": Check(f"{__name__}:spare", "files")}
    findings = run_checks({"files"}, own)
    assert findings == {
        "away": ("fail", "Could not be looked at: the table is away"),
        "spare": ("ok", "There is a spare."),
    }


def away() -> tuple[str, str]:
    raise psycopg.errors.UndefinedTable("the table is away\nLINE 1: ...")


def spare() -> tuple[str, str]:
    return "ok", "There is a spare."
