"""Make the roles, the database and its extensions, saying nothing that is already so."""

from collections.abc import Callable, Mapping, Sequence

import psycopg
from psycopg import sql

from bailiwick.site.postgres.roles import DATABASE, DEFINER, LOGIN_ROLES, ROLES, Role

EXTENSIONS = ("btree_gist", "pg_trgm")
OWNER, APP, SEALER = (ROLES[role] for role in LOGIN_ROLES)
Statement = sql.Composed | sql.SQL
Connection = psycopg.Connection[tuple[object, ...]]


def bootstrap_embedded(url: Callable[[Role, str], str]) -> None:
    """Bring an embedded server up to what the application needs; `url(role, database)` names the connections."""
    with psycopg.connect(url("superuser", "postgres"), autocommit=True) as server:
        execute(server, server_statements(server, DATABASE, passwords={}))
    with psycopg.connect(url("owner", DATABASE), autocommit=True) as database:
        execute(database, database_statements(database))


def execute(connection: Connection, statements: Sequence[Statement]) -> None:
    """Run each statement by itself (CREATE DATABASE allows no transaction)."""
    for statement in statements:
        connection.execute(statement)


def server_statements(
    connection: Connection, database: str, *, passwords: Mapping[str, str], reset_passwords: bool = False
) -> list[Statement]:
    """What is missing on the server: roles, their memberships, the database.

    Passwords leave this process only as SCRAM verifiers, so that the statements may be logged or shown.
    """
    return [
        *_role_statements(connection, passwords, reset_passwords),
        *_membership_statements(connection),
        *_create_database_statements(connection, database),
    ]


def database_statements(connection: Connection) -> list[Statement]:
    """What is missing in the database, for its owner to run: extensions where available, and privileges."""
    statements: list[Statement] = [
        sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
        for name in _missing_extensions(connection)
    ]
    if not _holds(connection, "select has_schema_privilege(%s, 'public', 'CREATE')", DEFINER):
        statements += [
            sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(DEFINER)),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(
                sql.Identifier(APP), sql.Identifier(SEALER)
            ),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        ]
    if _holds(connection, "select has_database_privilege('public', current_database(), 'CONNECT')"):
        name = sql.Identifier(connection.info.dbname)
        statements += [
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(APP)),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(SEALER)),
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        ]
    return statements


def _role_statements(
    connection: Connection, passwords: Mapping[str, str], reset_passwords: bool
) -> list[Statement]:
    held = {
        str(name): (is_super, bypasses)
        for name, is_super, bypasses in connection.execute(
            "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = any(%s)",
            [[OWNER, APP, SEALER, DEFINER]],
        )
    }
    statements: list[Statement] = []
    for name in (OWNER, APP, SEALER, DEFINER):
        role = sql.Identifier(name)
        login = sql.SQL("NOLOGIN") if name == DEFINER else _login(connection, name, passwords.get(name))
        if name not in held:
            harmless = sql.SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
            statements.append(sql.SQL("CREATE ROLE {} {} ").format(role, login) + harmless)
        elif reset_passwords and name != DEFINER:
            statements.append(sql.SQL("ALTER ROLE {} {}").format(role, login))
        if any(held.get(name, ())):
            statements.append(sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS").format(role))
    return statements


def _login(connection: Connection, role: str, password: str | None) -> sql.Composed | sql.SQL:
    if password is None:
        return sql.SQL("LOGIN")
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(verifier.decode()))


def _membership_statements(connection: Connection) -> list[Statement]:
    if _holds(
        connection,
        "select pg_has_role(owner.oid, definer.oid, 'MEMBER') from pg_roles owner, pg_roles definer"
        " where owner.rolname = %s and definer.rolname = %s",
        OWNER,
        DEFINER,
    ):
        return []
    return [sql.SQL("GRANT {} TO {}").format(sql.Identifier(DEFINER), sql.Identifier(OWNER))]


def _create_database_statements(connection: Connection, database: str) -> list[Statement]:
    owned_by = "select true from pg_database where datname = %s and pg_get_userbyid(datdba) = %s"
    if _holds(connection, owned_by, database, OWNER):
        return []
    owner = sql.Identifier(OWNER)
    form = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
    if _holds(connection, "select true from pg_database where datname = %s", database):
        form = "ALTER DATABASE {} OWNER TO {}"
    create = sql.SQL(form).format(sql.Identifier(database), owner)
    if _holds(connection, "select rolsuper from pg_roles where rolname = current_user"):
        return [create]
    # To create something for another role one has to be its member for that moment.
    grant = sql.SQL("GRANT {} TO CURRENT_USER").format(owner)
    revoke = sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner)
    return [grant, create, revoke]


def _missing_extensions(connection: Connection) -> list[str]:
    rows = connection.execute(
        "select name from pg_available_extensions where name = any(%s) and installed_version is null order by name",
        [list(EXTENSIONS)],
    )
    return [str(name) for (name,) in rows]


def _holds(connection: Connection, question: str, *parameters: str) -> bool:
    row = connection.execute(question.encode(), parameters).fetchone()
    return bool(row and row[0])
