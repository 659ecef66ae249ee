"""Bringing the database to the present shape: migrations as the owner, then what the database itself enforces."""

from django.core.management import call_command
from django.db import connections

from bailiwick.kernel.ledger import protection


def migrate() -> None:
    """Apply all migrations and the protection; running it again changes nothing. Needs BAILIWICK_OWNER_URL."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    protection.apply(connections["owner"])
    connections["owner"].close()
