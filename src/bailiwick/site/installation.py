"""The data directory of one installation: where everything is kept, and its secrets."""

import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bailiwick.site.failures import DataDirectoryUnusable

LOGIN_ROLES = ("bailiwick_owner", "bailiwick_app", "bailiwick_sealer")
FREE_BYTES_WANTED = 200 * 1024 * 1024


@dataclass(frozen=True)
class Installation:
    """Paths below one data directory; `create` makes what is missing, nothing else writes."""

    path: Path

    @classmethod
    def at(cls, path: str | os.PathLike[str] | None = None) -> "Installation":
        """The installation at `path`, else at BAILIWICK_DATA, else at ./var."""
        chosen = path or os.environ.get("BAILIWICK_DATA") or "var"
        return cls(Path(chosen).expanduser().absolute())

    @property
    def cluster(self) -> Path:
        return self.path / "pg"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def secrets_file(self) -> Path:
        return self.path / "secrets.json"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def log(self) -> Path:
        return self.path / "log"

    def create(self) -> "Installation":
        """Make the folders (private to this account); raises DataDirectoryUnusable with the reason.

        The database's account must be able to pass through when root runs the installation, so that
        the top and `run` are then 0711 and everything inside keeps its own mode.
        """
        is_root = os.geteuid() == 0
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if is_root else 0o700)
            self.run.mkdir(exist_ok=True, mode=0o711 if is_root else 0o700)
            for folder in (self.keys, self.checkpoints, self.files, self.log):
                folder.mkdir(exist_ok=True, mode=0o700)
            if is_root:
                for passage in (self.path, self.run):
                    passage.chmod(passage.stat().st_mode | 0o011)
        except OSError as error:
            raise DataDirectoryUnusable(self._why_unusable(error)) from error
        self._require_ownership()
        return self

    def open_private(self, path: Path) -> int:
        """Open `path` for reading and appending, mode 0600, as the data directory's owner would have made it.

        Root may look after an installation of an ordinary account, which must be able to go on afterwards.
        """
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise DataDirectoryUnusable(self._why_unusable(error)) from error
        if os.geteuid() == 0:
            owner = self.path.stat()
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        return descriptor

    def require_space(self) -> None:
        """Raises DataDirectoryUnusable when too little room is left to create a database."""
        free = shutil.disk_usage(self.path).free
        if free < FREE_BYTES_WANTED:
            raise DataDirectoryUnusable(
                f"The disk that holds {self.path} has {free // 2**20} MB free; "
                f"{FREE_BYTES_WANTED // 2**20} MB are needed. Make room or choose another place with --data."
            )

    def _require_ownership(self) -> None:
        owner = self.path.stat().st_uid
        if os.geteuid() not in {0, owner}:
            raise DataDirectoryUnusable(
                f"{self.path} belongs to another account (number {owner}). "
                "Run the command as that account, or choose another place with --data."
            )

    def _why_unusable(self, error: OSError) -> str:
        if error.errno == errno.ENOSPC:
            return f"The disk that holds {self.path} is full."
        if error.errno in {errno.EEXIST, errno.ENOTDIR}:
            return f"{error.filename} is in the way: it is not a folder. Choose another place with --data."
        return (
            f"The data directory {self.path} cannot be written ({error.strerror}: {error.filename}). "
            "Choose another place with --data, or correct its permissions."
        )

    @cached_property
    def secrets(self) -> "Secrets":
        """The secrets of this installation, made at the first call."""
        return Secrets.load_or_make(self.secrets_file)


@dataclass(frozen=True)
class Secrets:
    """Django's signing key, and the passwords of the roles in an external database."""

    secret_key: str
    passwords: dict[str, str]

    @classmethod
    def load_or_make(cls, file: Path) -> "Secrets":
        """Read `file`, or write it (mode 0600, whole or not at all); raises DataDirectoryUnusable."""
        try:
            held = json.loads(file.read_text())
            return cls(held["secret_key"], dict(held["passwords"]))
        except FileNotFoundError:
            return cls._make(file)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataDirectoryUnusable(
                f"{file} cannot be read ({error}). Restore it from a backup."
            ) from error

    @classmethod
    def _make(cls, file: Path) -> "Secrets":
        made = cls(secrets.token_urlsafe(48), {role: secrets.token_urlsafe(24) for role in LOGIN_ROLES})
        try:
            with made._written_beside(file) as partial:
                os.link(partial, file)
        except FileExistsError:
            return cls.load_or_make(file)
        return made

    def write(self, file: Path) -> None:
        """Replace `file` by these secrets, whole or not at all."""
        with self._written_beside(file) as partial:
            partial.replace(file)

    @contextmanager
    def _written_beside(self, file: Path) -> Iterator[Path]:
        text = json.dumps({"secret_key": self.secret_key, "passwords": self.passwords}, indent=1)
        partial = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as out:
                out.write(text + "\n")
                out.flush()
                os.fsync(out.fileno())
            yield partial
        except FileExistsError:
            raise
        except OSError as error:
            raise DataDirectoryUnusable(f"{file} cannot be written ({error.strerror}).") from error
        finally:
            partial.unlink(missing_ok=True)
