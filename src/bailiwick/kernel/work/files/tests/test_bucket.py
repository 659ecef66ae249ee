"""Files in a bucket: the same as in the data directory, on an S3-compatible server of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.work.files import places, store


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.DATA = tmp_path
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "BAILIWICK_S3_BUCKET": "files",
        "BAILIWICK_S3_ENDPOINT": server, "BAILIWICK_S3_REGION": "eu-west-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    places._client.cache_clear()
    places._client().create_bucket(
        Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    yield server
    client = boto3.resource("s3", endpoint_url=server, region_name="eu-west-1")
    client.Bucket("files").objects.all().delete()
    client.Bucket("files").delete()
    places._client.cache_clear()


def test_a_file_goes_into_the_bucket_and_comes_back(bucket: str, tmp_path: Path) -> None:
    stored = store.put(7, [b"manifest", b" of the ferry"], "cargo.txt")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with store.open_stored(7, stored.sha256) as file:
        assert file.read() == b"manifest of the ferry"
    with pytest.raises(NotFound):
        store.open_stored(8, stored.sha256)


def test_a_store_that_does_not_answer_keeps_nothing(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAILIWICK_S3_BUCKET", "another")
    with pytest.raises(Invalid, match="does not answer"):
        store.put(7, [b"manifest"], "cargo.txt")
