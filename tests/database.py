"""A PostgreSQL server for a test run: one template database, two copies of it for each worker.

One copy is as an installation begins; in the other the cast is made once, and each test that asks for the cast finds it
there and undoes what it did.

Loaded as a pytest plugin before Django reads its settings. BAILIWICK_TEST_SERVER may name the socket folder of a
server that runs already, where `postgres` is the superuser.
"""

import atexit
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SOURCE = Path(__file__).parent.parent / "src"
ROLES = {"DB": "bailiwick_app", "OWNER": "bailiwick_owner", "SEALER": "bailiwick_sealer"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def url(role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={os.environ['BAILIWICK_TEST_SERVER']}"


def superuser(statement: str, **names: str) -> None:
    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(**{k: sql.Identifier(v) for k, v in names.items()}))


def template_name() -> str:
    """One template per content of models and migrations, so that a lasting server need not migrate twice."""
    digest = hashlib.sha256()
    patterns = ("**/migrations/*.*", "**/models.py", "kernel/ledger/protection.py")
    for path in sorted(p for pattern in patterns for p in (SOURCE / "bailiwick").glob(pattern)):
        if path.suffix in (".py", ".sql"):
            digest.update(path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def start_server() -> bool:
    """Start a server, unless one is named; whether it is our own."""
    if "BAILIWICK_TEST_SERVER" in os.environ:
        return False
    from bailiwick.site.postgres.cluster import Cluster

    folder = Path(tempfile.mkdtemp(prefix="bwt-", dir="/tmp"))
    folder.chmod(0o755)  # PostgreSQL does not run as root: its account must be able to pass
    cluster = Cluster(folder / "d")
    cluster.start()
    cluster.bootstrap()
    os.environ["BAILIWICK_TEST_SERVER"] = cluster.url("superuser").rpartition("host=")[2].replace("%2F", "/")

    def stop() -> None:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return True


def forget_crashes() -> None:
    """Spare our own server the work of surviving a crash and of a long life: what it holds ends with the run."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"):
        superuser("alter system set {n} = off", n=setting)
    superuser("select pg_reload_conf()")


def make_template(name: str) -> None:
    """Build the template once; runs that start together wait for the first of them."""
    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(hashtext(%s))", [name])
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            _build(name)


def _build(name: str) -> None:
    building = f"{name}_building"
    superuser("drop database if exists {n} with (force)", n=building)
    superuser("create database {n} owner bailiwick_owner", n=building)
    with psycopg.connect(url("postgres", building), autocommit=True) as connection:
        connection.execute("alter schema public owner to bailiwick_owner")
        connection.execute("grant usage, create on schema public to bailiwick_definer")
    environment = os.environ | {f"BAILIWICK_{kind}_URL": url(role, building) for kind, role in ROLES.items()}
    code = "import django; django.setup(); from bailiwick.site.schema import migrate; migrate()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    superuser("alter database {n} rename to {m}", n=building, m=name)


def make_database(name: str) -> None:
    """A fresh copy of the template."""
    superuser("drop database if exists {n} with (force)", n=name)
    superuser("create database {n} template {t} owner bailiwick_owner", n=name, t=TEMPLATE)


def drop_databases() -> None:
    with contextlib.suppress(psycopg.OperationalError):
        for name in (DATABASE, WITH_CAST):
            superuser("drop database if exists {n} with (force)", n=name)


def present() -> str:
    """The worker's database that Django is pointed at."""
    from django.db import connections

    return str(connections.settings["default"]["NAME"])


def use(name: str) -> None:
    """Point Django at one of the worker's databases, with nothing left of the other."""
    from django.conf import settings
    from django.db import connections

    if present() == name:
        return
    leave()
    for connection in connections.settings.values():
        connection["NAME"] = name
    os.environ.update({f"BAILIWICK_{kind}_URL": url(role, name) for kind, role in ROLES.items()})
    settings.WORKER_URL, settings.SEALER_URL = url(ROLES["DB"], name), url(ROLES["SEALER"], name)
    forget()


def forget() -> None:
    """Empty the caches of what never changes under its id: in another database the ids begin again."""
    from bailiwick.kernel.calendar.queries import forget_hours
    from bailiwick.kernel.process.definitions import forget_definitions

    forget_hours()
    forget_definitions()


def leave() -> None:
    """Close whatever Django has open."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        pooled: Any = connection
        if connection.vendor == "postgresql" and getattr(pooled, "pool", None):
            pooled.close_pool()


# Tests start many programs, and pytest rewrites assertions: without bytecode everything is compiled each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["DJANGO_SETTINGS_MODULE"] = "bailiwick.site.settings"
os.environ["BAILIWICK_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
os.environ["BAILIWICK_SECRET_KEY"] = "tests"
os.environ["BAILIWICK_DATA"] = tempfile.mkdtemp(prefix="bwt-data-")
atexit.register(shutil.rmtree, os.environ["BAILIWICK_DATA"], ignore_errors=True)
# What all workers of a run share as files, which the database's account must be able to reach.
if not WORKER:
    os.environ["BAILIWICK_TEST_FOLDER"] = tempfile.mkdtemp(prefix="bwt-", dir="/tmp")
    Path(os.environ["BAILIWICK_TEST_FOLDER"]).chmod(0o755)
    atexit.register(shutil.rmtree, os.environ["BAILIWICK_TEST_FOLDER"], ignore_errors=True)
IS_OWN = start_server()
# Workers copy what the controller built, whatever is edited meanwhile.
TEMPLATE = os.environ.setdefault("BAILIWICK_TEST_TEMPLATE", template_name())
DATABASE = f"test_{WORKER or 'main'}_{os.getppid() if WORKER else os.getpid()}"
WITH_CAST = f"{DATABASE}_cast"
if not WORKER:
    make_template(TEMPLATE)
os.environ |= {f"BAILIWICK_{kind}_URL": url(role, DATABASE) for kind, role in ROLES.items()}


def pytest_configure(config: Any) -> None:
    if IS_OWN:
        forget_crashes()
    if not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", None):
        return
    make_database(DATABASE)
    atexit.register(drop_databases)
