"""What stops a command of the installation: each failure carries the sentence a person reads."""


class CannotRun(RuntimeError):
    """The command is refused or cannot be done now; the message says why and what to do."""


class WrongUsage(RuntimeError):
    """What was asked for cannot be meant: an option names something that is not there."""


class CommandFailed(RuntimeError):
    """The command ran and found problems, or broke off half-way."""


class PostgresMissing(CannotRun):
    """No PostgreSQL programs and no DATABASE_URL were found."""


class ClusterOfAnotherVersion(CannotRun):
    """The data directory was written by another major version of PostgreSQL."""


class ClusterWillNotStart(CannotRun):
    """PostgreSQL was started and did not become ready."""


class ClusterNotRunning(CannotRun):
    """The address of the embedded database is known only while it runs."""


class DataDirectoryUnusable(CannotRun):
    """The data directory cannot be created, read or written by this account."""


class DatabaseUnreachable(CannotRun):
    """The external database refused or did not answer the connection."""


class RolesMissing(CannotRun):
    """The external database lacks the roles and the given account may not create them."""


class AlreadyRunning(CannotRun):
    """Another `bailiwick up` holds this data directory."""
