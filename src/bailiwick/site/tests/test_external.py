"""A server that somebody else runs: what Bailiwick creates there, and what it asks an administrator for."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bailiwick.site.failures import CannotRun, DatabaseUnreachable, RolesMissing
from bailiwick.site.installation import Installation
from bailiwick.site.postgres import Cluster, database_of
from bailiwick.site.postgres.bootstrap import database_statements, server_statements
from bailiwick.site.postgres.external import External, external_from_environment
from bailiwick.site.tests.conftest import public_folder

PASSWORDS = {"bailiwick_owner": "o:/@%", "bailiwick_app": "a", "bailiwick_sealer": "s"}


@pytest.fixture(scope="module")
def their_server(own_surroundings: None) -> Iterator[Cluster]:
    """A server that asks everybody but its superuser for a password."""
    with public_folder() as folder:
        cluster = Cluster(folder / "theirs")
        cluster.start()
        (cluster.path / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        as_superuser(cluster, "select pg_reload_conf()")
        yield cluster
        cluster.stop()


@pytest.fixture
def server(their_server: Cluster) -> Iterator[Cluster]:
    """The same, with no role and no database of ours."""
    yield their_server
    databases = ("bailiwick", "desk")
    roles = ("bailiwick_owner", "bailiwick_app", "bailiwick_sealer", "bailiwick_definer", "hosted", "guest")
    as_superuser(their_server, *(f"drop database if exists {name} with (force)" for name in databases))
    as_superuser(their_server, *(f"drop role if exists {name}" for name in roles))


def as_superuser(server: Cluster, *statements: str, database: str = "postgres") -> None:
    with psycopg.connect(server.url("superuser", database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def address(server: Cluster, login: str, database: str = "postgres") -> str:
    return server.url("superuser", database).replace("//postgres@", f"//{login}@")


def external(admin_url: str) -> External:
    return External(admin_url, passwords=PASSWORDS, urls={})


def login(database: External, role: str) -> str:
    with psycopg.connect(database.url(role)) as connection:  # type: ignore[arg-type]
        row = connection.execute("select current_user || ' in ' || current_database()").fetchone()
    return str(row[0]) if row else ""


def test_a_superuser_s_address_is_enough(server: Cluster) -> None:
    database = external(server.url("superuser", "postgres"))
    database.start()
    database.bootstrap()
    assert login(database, "app") == "bailiwick_app in bailiwick"
    assert login(database, "owner") == "bailiwick_owner in bailiwick"
    assert login(database, "sealer") == "bailiwick_sealer in bailiwick"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(database.url("app").replace(":a@", ":wrong@"))
    with psycopg.connect(server.url("superuser", "bailiwick")) as connection:
        assert server_statements(connection, "bailiwick", passwords=PASSWORDS) == []
        assert database_statements(connection) == []


def test_an_account_that_may_create_roles_and_databases_is_enough(server: Cluster) -> None:
    as_superuser(server, "create role hosted login createrole createdb password 'h'")
    database = external(address(server, "hosted:h"))
    database.bootstrap()
    database.bootstrap()
    assert login(database, "app") == "bailiwick_app in bailiwick"
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute("create function one() returns int language sql as 'select 1'")
        owner.execute("alter function one() owner to bailiwick_definer")
    with psycopg.connect(server.url("superuser", "postgres")) as connection:
        row = connection.execute("select pg_has_role('hosted', 'bailiwick_owner', 'SET')").fetchone()
    assert row == (False,), "the account keeps no right that it does not need"


def test_an_account_that_may_not_gets_the_sql_for_its_administrator(server: Cluster) -> None:
    as_superuser(server, "create role guest login password 'g'")
    database = external(address(server, "guest:g"))
    with pytest.raises(RolesMissing) as refusal:
        database.bootstrap()
    asked_for = str(refusal.value)
    assert "guest may not create" in asked_for
    assert "o:/@%" not in asked_for, "no password is shown"
    script = asked_for.split("\n\n", 1)[1]
    as_superuser(server, *(line for line in script.split(";\n")))
    database.bootstrap()
    assert login(database, "owner") == "bailiwick_owner in bailiwick"


def test_a_database_named_in_the_address_is_used(server: Cluster) -> None:
    as_superuser(server, "create database desk")
    database = external(server.url("superuser", "desk"))
    database.bootstrap()
    assert login(database, "app") == "bailiwick_app in desk"


def test_roles_of_another_installation_are_not_taken_over(server: Cluster) -> None:
    admin_url = server.url("superuser", "postgres")
    external(admin_url).bootstrap()
    other = External(admin_url, passwords=dict.fromkeys(PASSWORDS, "other"), urls={})
    with pytest.raises(RolesMissing, match="ALTER ROLE"):
        other.bootstrap()
    assert login(external(admin_url), "app") == "bailiwick_app in bailiwick"


def test_a_role_that_passes_row_level_security_is_brought_back(server: Cluster) -> None:
    database = external(server.url("superuser", "postgres"))
    database.bootstrap()
    as_superuser(server, "alter role bailiwick_app bypassrls", "alter role bailiwick_sealer superuser")
    database.bootstrap()
    with psycopg.connect(server.url("superuser", "postgres")) as connection:
        row = connection.execute(
            "select bool_or(rolsuper or rolbypassrls) from pg_roles where rolname like 'bailiwick%'"
        ).fetchone()
    assert row == (False,)


def test_premade_roles_by_their_own_addresses(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    made = external(server.url("superuser", "postgres"))
    made.bootstrap()
    monkeypatch.setenv("BAILIWICK_OWNER_URL", made.url("owner"))
    monkeypatch.setenv("BAILIWICK_DB_URL", made.url("app"))
    assert external_from_environment(PASSWORDS) is None, "two of three name no database"
    monkeypatch.setenv("BAILIWICK_SEALER_URL", made.url("sealer"))
    database = external_from_environment(PASSWORDS)
    assert database is not None
    database.start()
    database.bootstrap()
    assert database.url("app") == made.url("app")
    with pytest.raises(CannotRun, match="DATABASE_URL"):
        database.url("superuser")


def test_an_unreachable_server_is_named_without_its_password(folder: Path) -> None:
    database = external(f"postgresql://admin:secret@/postgres?host={folder}")
    assert not database.running()
    with pytest.raises(DatabaseUnreachable) as refusal:
        database.start()
    assert str(folder) in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_the_environment_chooses_the_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation = Installation(folder / "d").create()
    assert isinstance(database_of(installation), Cluster)
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin@db.example/postgres?sslmode=require")
    database = database_of(installation)
    assert isinstance(database, External)
    password = installation.secrets.passwords["bailiwick_app"]
    expected = f"postgresql://bailiwick_app:{password}@db.example/bailiwick?sslmode=require"
    assert database.url("app") == expected
    monkeypatch.setenv("DATABASE_URL", "mysql://db.example")
    with pytest.raises(CannotRun, match="postgresql://user"):
        database_of(installation)
