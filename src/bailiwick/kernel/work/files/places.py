"""Where the bytes of files lie: in the data directory, or in a bucket that speaks S3."""

import os
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from django.conf import settings

from bailiwick.kernel.base.errors import Invalid, NotFound

GONE = "The file is gone from the store."
AWAY = "The store of files does not answer. Try again in a moment."


class Place(Protocol):
    """Keeps contents under an organization and a hash."""

    def keep(self, partial: Path, organization_id: int, sha256: str) -> None:
        """Take over a complete file."""

    def open(self, organization_id: int, sha256: str) -> BinaryIO:
        """The bytes; raises NotFound when they are gone."""

    def remove(self, organization_id: int, sha256: str) -> None:
        """Remove the bytes for good, if they are there."""


class Folder:
    """The data directory: a file of mode 0600 for each content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, partial: Path, organization_id: int, sha256: str) -> None:
        place = self._place(organization_id, sha256)
        place.parent.mkdir(exist_ok=True, parents=True, mode=0o700)
        partial.replace(place)

    def open(self, organization_id: int, sha256: str) -> BinaryIO:
        place = self._place(organization_id, sha256)
        if not place.exists():
            raise NotFound(GONE)
        return place.open("rb")

    def remove(self, organization_id: int, sha256: str) -> None:
        self._place(organization_id, sha256).unlink(missing_ok=True)

    def _place(self, organization_id: int, sha256: str) -> Path:
        return self.root / str(int(organization_id)) / sha256[:2] / sha256


class Bucket:
    """A bucket of an S3-compatible store (the extra `s3`); keys are organization/hash."""

    def __init__(self, client: Any, name: str) -> None:
        self.client = client
        self.name = name

    def keep(self, partial: Path, organization_id: int, sha256: str) -> None:
        key = f"{int(organization_id)}/{sha256}"
        with _answering():
            self.client.upload_file(str(partial), self.name, key)

    def open(self, organization_id: int, sha256: str) -> BinaryIO:
        key = f"{int(organization_id)}/{sha256}"
        with _answering():
            return cast(BinaryIO, self.client.get_object(Bucket=self.name, Key=key)["Body"])

    def remove(self, organization_id: int, sha256: str) -> None:
        key = f"{int(organization_id)}/{sha256}"
        with _answering():
            self.client.delete_object(Bucket=self.name, Key=key)


class _answering:  # noqa: N801 - reads as a word: with _answering()
    """Says what a store's failure means for whoever asked."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        from boto3.exceptions import S3UploadFailedError
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(error, ClientError) and error.response["Error"]["Code"] in ("NoSuchKey", "404"):
            raise NotFound(GONE) from error
        if isinstance(error, BotoCoreError | ClientError | S3UploadFailedError):
            raise Invalid({"file": AWAY}) from error


def place() -> Place:
    """Where this installation keeps files: BAILIWICK_S3_BUCKET names a bucket, otherwise the data directory."""
    name = os.environ.get("BAILIWICK_S3_BUCKET")
    return Bucket(_client(), name) if name else Folder(Path(settings.DATA) / "files")


@cache
def _client() -> Any:
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=os.environ.get("BAILIWICK_S3_ENDPOINT") or None,
        region_name=os.environ.get("BAILIWICK_S3_REGION") or None,
        config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}),
    )
