"""PostgreSQL for one installation: an embedded server of our own, or one somebody else runs."""

from bailiwick.site.installation import Installation
from bailiwick.site.postgres.binaries import Binaries, discover
from bailiwick.site.postgres.cluster import Cluster
from bailiwick.site.postgres.external import DERIVED, URL_VARIABLES, External, external_from_environment
from bailiwick.site.postgres.roles import DATABASE, ROLES, Role

Database = Cluster | External


def database_of(installation: Installation) -> Database:
    """The database of an installation: what the environment names, else the embedded server."""
    return external_from_environment(installation.secrets.passwords) or Cluster(installation.path)


__all__ = [
    "DATABASE",
    "DERIVED",
    "ROLES",
    "URL_VARIABLES",
    "Binaries",
    "Cluster",
    "Database",
    "External",
    "Role",
    "database_of",
    "discover",
    "external_from_environment",
]
