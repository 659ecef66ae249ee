"""A PostgreSQL server somebody else runs, named by DATABASE_URL or by the three roles' own addresses."""

import os
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

import psycopg

from bailiwick.site.failures import CannotRun, ClusterNotRunning, DatabaseUnreachable, RolesMissing
from bailiwick.site.postgres.binaries import OLDEST_MAJOR, Binaries, discover
from bailiwick.site.postgres.bootstrap import (
    Connection,
    Statement,
    database_statements,
    execute,
    server_statements,
)
from bailiwick.site.postgres.roles import DATABASE, LOGIN_ROLES, ROLES, Role

MAINTENANCE_DATABASES = {"", "postgres", "template1", "defaultdb"}
CONNECT_WITHIN = 10
# Set beside the three addresses when we worked them out ourselves: they are then an answer, not a wish.
DERIVED = "BAILIWICK_URLS_DERIVED"
URL_VARIABLES: dict[Role, str] = {
    "owner": "BAILIWICK_OWNER_URL",
    "app": "BAILIWICK_DB_URL",
    "sealer": "BAILIWICK_SEALER_URL",
}


class External:
    """The same face as Cluster over a server that is not ours to start or stop."""

    is_embedded = False

    def __init__(
        self, admin_url: str | None, *, passwords: Mapping[str, str], urls: Mapping[Role, str]
    ) -> None:
        self._admin_url = admin_url
        self._passwords = passwords
        named = urlsplit(admin_url).path.lstrip("/") if admin_url else ""
        self.database = DATABASE if named in MAINTENANCE_DATABASES else named
        self.is_premade = bool(urls)
        self._urls = dict(urls) or {role: self._derived(role) for role in LOGIN_ROLES}

    def start(self) -> None:
        """Check that the server answers; raises DatabaseUnreachable with the server's words."""
        with self._connect(self._admin_url or self._urls["app"]) as connection:
            major = connection.info.server_version // 10000
        if major < OLDEST_MAJOR:
            raise CannotRun(f"The database server is PostgreSQL {major}; {OLDEST_MAJOR} or newer is needed.")

    def stop(self) -> bool:
        """Leave the server as it is; returns False, for it goes on."""
        return False

    def running(self) -> bool:
        """Whether the server answers now."""
        try:
            self.start()
        except DatabaseUnreachable:
            return False
        return True

    def url(self, role: Role, database: str | None = None) -> str:
        """The address for `role`; `superuser` is the account of DATABASE_URL."""
        if role == "superuser":
            if not self._admin_url:
                raise ClusterNotRunning(
                    "DATABASE_URL is not set, so that no administrative account is known."
                )
            return _with(self._admin_url, database=database or self.database)
        return _with(self._urls[role], database=database) if database else self._urls[role]

    def bootstrap(self) -> None:
        """Create what is missing, or raise RolesMissing with the SQL that an administrator must run."""
        if not self._can_log_in() or self._gaps():
            self._set_up_server()
        with self._connect(self._urls["owner"]) as owner:
            execute(owner, database_statements(owner))

    def binaries(self) -> Binaries:
        """Client programs at least as new as the server; raises CannotRun without them."""
        with self._connect(self._urls["app"]) as connection:
            server = connection.info.server_version // 10000
        found = discover()
        return found if found.major >= server else discover(cluster_major=server)

    def _can_log_in(self) -> bool:
        try:
            for role in LOGIN_ROLES:
                self._connect(self._urls[role]).close()
        except DatabaseUnreachable:
            return False
        return True

    def _gaps(self) -> list[Statement]:
        with self._connect(self._urls["owner"]) as owner:
            return server_statements(owner, self.database, passwords=self._passwords)

    def _set_up_server(self) -> None:
        if not self._admin_url:
            for role in LOGIN_ROLES:
                self._connect(self._urls[role]).close()
            raise RolesMissing(self._request(self._gaps(), self._urls["owner"]))
        with self._connect(_with(self._admin_url, database=self._maintenance_database())) as admin:
            needed = server_statements(admin, self.database, passwords=self._passwords)
            if not needed:
                reset = server_statements(
                    admin, self.database, passwords=self._passwords, reset_passwords=True
                )
                raise RolesMissing(
                    "The roles exist, but not with the passwords of this data directory (secrets.json). Either use "
                    "the data directory that made them, or let an administrator run:\n\n"
                    + _script(admin, reset)
                )
            if not _may_create(admin, self.database):
                raise RolesMissing(self._request(needed, self._admin_url))
            execute(admin, needed)

    def _maintenance_database(self) -> str:
        named = urlsplit(self._admin_url or "").path.lstrip("/")
        return named or "postgres"

    def _request(self, needed: list[Statement], url: str) -> str:
        account = urlsplit(url).username or "the given account"
        with self._connect(url if not self._admin_url else self._admin_url) as connection:
            return (
                f"{account} may not create what Bailiwick needs in this database server. Let an administrator run "
                f"the following, then repeat the command:\n\n{_script(connection, needed)}"
            )

    def _derived(self, role: Role) -> str:
        name = ROLES[role]
        return _with(self._admin_url or "", user=name, password=self._passwords[name], database=self.database)

    def _connect(self, url: str) -> Connection:
        try:
            return psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_WITHIN)
        except psycopg.OperationalError as error:
            shown = _with(url, password="")
            raise DatabaseUnreachable(f"The database at {shown} does not let us in: {error}") from error


def external_from_environment(passwords: Mapping[str, str]) -> External | None:
    """The server that the environment names: three addresses, or DATABASE_URL; None for the embedded one."""
    own: dict[Role, str] = {}
    if not os.environ.get(DERIVED):
        own = {role: os.environ[name] for role, name in URL_VARIABLES.items() if os.environ.get(name)}
    admin_url = os.environ.get("DATABASE_URL") or None
    if len(own) == len(URL_VARIABLES):
        return External(admin_url, passwords=passwords, urls=own)
    if admin_url is None:
        return None
    if urlsplit(admin_url).scheme not in {"postgresql", "postgres"}:
        raise CannotRun("DATABASE_URL must look like postgresql://user:password@host:5432/postgres")
    return External(admin_url, passwords=passwords, urls={})


def _may_create(admin: Connection, database: str) -> bool:
    row = admin.execute(
        "select rolsuper or rolcreaterole and (rolcreatedb or exists"
        " (select from pg_database where datname = %s)) from pg_roles where rolname = current_user",
        [database],
    ).fetchone()
    return bool(row and row[0])


def _script(connection: Connection, statements: list[Statement]) -> str:
    return "\n".join(f"{statement.as_string(connection)};" for statement in statements)


def _with(
    url: str, *, user: str | None = None, password: str | None = None, database: str | None = None
) -> str:
    """`url` with some of its parts replaced; an empty password is left out."""
    parts = urlsplit(url)
    name = unquote(parts.username or "") if user is None else user
    secret = unquote(parts.password or "") if password is None else password
    host = parts.netloc.rpartition("@")[2]
    login = quote(name, safe="") + (f":{quote(secret, safe='')}" if secret else "")
    path = parts.path if database is None else f"/{quote(database, safe='')}"
    # Not urlunsplit: it drops the // of an address without a host (a socket named in the query).
    return (
        f"{parts.scheme}://{login}{'@' if login else ''}{host}{path}{'?' if parts.query else ''}{parts.query}"
    )
