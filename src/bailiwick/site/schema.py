"""Bringing the database to the present shape: migrations as the owner, then what the database itself enforces."""

from django.core.management import call_command
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from bailiwick.kernel.identity.operations import follow_product
from bailiwick.kernel.ledger import protection
from bailiwick.site.failures import CannotRun

MIGRATING = 7_034_550_128  # an arbitrary number that everybody who migrates this database asks for


def make_ready() -> None:
    """Give an empty database its shape; raises CannotRun where one is behind, which an update decides about."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('django_migrations') is null")
        is_empty = cursor.fetchone() == (True,)
    if is_empty:
        migrate()
    elif count := len(missing()):
        raise CannotRun(
            f"The database is {count} migrations behind. Run `bailiwick migrate`; `bailiwick up` does it too."
        )


def missing() -> list[Migration]:
    """The migrations that were not applied yet, in their order."""
    executor = MigrationExecutor(connections["default"])
    return [one for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def migrate() -> None:
    """Apply all migrations and the protection, and give unchanged shipped roles what they gained.

    Machines that start together wait for each other. Needs BAILIWICK_OWNER_URL.
    """
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    protection.apply(owner)
    owner.close()
    follow_product()
