"""The dispatcher under the real web server: bodies, answers, disconnections, static files, live updates."""

import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from bailiwick.site.events import TOPIC_LIMIT
from bailiwick.site.hub import TURNS_AT_ONCE
from bailiwick.site.postgres import Cluster
from bailiwick.site.postgres.postmaster import read_postmaster
from bailiwick.site.programs import launch
from bailiwick.site.supervisor.run import web
from bailiwick.site.tests.conftest import SOURCE, copied, public_folder


class Site:
    """One running web server with its database."""

    def __init__(self, cluster: Cluster, static: Path, log: Path) -> None:
        self.cluster = cluster
        self.log = log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = list(web(host="127.0.0.1", port=self.port, workers=1))
        command[-1] = "bailiwick.site.tests.standin_web:application"
        environment = {"STANDIN_DB_URL": cluster.url("app"), "STANDIN_STATIC": str(static)}
        with log.open("wb") as output:
            environment = {**os.environ, **environment, "PYTHONPATH": str(SOURCE)}
            self.process = launch(command, environment=environment, output=output.fileno())
        until(self.answers)

    def answers(self) -> bool:
        with contextlib.suppress(OSError):
            return self.get("/").status == 200
        return False

    def get(self, path: str, method: str = "GET", **options: object) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, **options)  # type: ignore[arg-type]
        return connection.getresponse()

    def text(self, path: str, method: str = "GET", **options: object) -> str:
        return self.get(path, method, **options).read().decode()

    def raw(self, request: bytes) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(request)
        return connection

    def notify(self, **message: object) -> None:
        with psycopg.connect(self.cluster.url("app"), autocommit=True) as connection:
            connection.execute("select pg_notify('bailiwick_live', %s)", [json.dumps(message)])


class Listening:
    """A reader of /events: the data lines that came, and all the text."""

    def __init__(self, site: Site, who: str, *shown: str, seen: str = "") -> None:
        query = urlencode([("topic", topic) for topic in shown])
        more = f"Last-Event-ID: {seen}\r\n" if seen else ""
        request = f"GET /events?{query} HTTP/1.1\r\nHost: localhost\r\nOrganization: {who}\r\n{more}\r\n"
        self.connection = site.raw(request.encode())
        self.received = b""
        self.is_closed = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while part := self.connection.recv(65536):
                self.received += part
        self.is_closed.set()

    def has_ended(self) -> bool:
        return self.received.endswith(b"\r\n0\r\n\r\n")

    def topics(self) -> list[str]:
        return " ".join(self.data()).split()

    def data(self) -> list[str]:
        lines = self.received.decode().splitlines()
        return [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]


def until(condition: Callable[[], bool], within: float = 20) -> None:
    give_up_at = time.monotonic() + within
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


@pytest.fixture(scope="module")
def site(own_surroundings: None, pristine: Callable[[str], Path]) -> Iterator[Site]:
    with public_folder() as folder:
        cluster = Cluster(copied(pristine("embedded"), folder / "d"))
        cluster.start()
        static = folder / "static"
        (static / "built").mkdir(parents=True)
        (static / "built" / "app-1a2b3c4d.js").write_text("let x = 1;\n" * 500)
        (static / "mark.svg").write_text("<svg/>")
        (folder / "secret.txt").write_text("secret")
        running = Site(cluster, static, folder / "web.log")
        yield running
        running.process.terminate()
        running.process.wait(20)
        cluster.start()
        cluster.stop()


@pytest.fixture
def listen(site: Site) -> Iterator[Callable[..., Listening]]:
    opened: list[Listening] = []

    def make(who: str, *shown: str, seen: str = "") -> Listening:
        listening = Listening(site, who, *shown, seen=seen)
        opened.append(listening)
        until(lambda: b"retry:" in listening.received)
        return listening

    yield make
    for listening in opened:
        listening.connection.close()


def test_a_request_arrives_whole(site: Site) -> None:
    headers = {"Cookie": "a=1", "X-Thing": "one", "X_Thing": "forged"}
    shown = site.text("/caf%C3%A9%2Fx?q=%20a", headers=headers).splitlines()
    assert "PATH_INFO=/caf\u00c3\u00a9/x" in shown, "the path is bytes in Latin-1, as PEP 3333 wants"
    assert "QUERY_STRING=q=%20a" in shown
    assert "HTTP_COOKIE=a=1" in shown
    assert "HTTP_X_THING=one" in shown, "a header with an underscore does not pass for another"
    assert "REMOTE_ADDR=127.0.0.1" in shown
    answer = site.get("/")
    assert answer.headers.get_all("set-cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize("size", [0, 1, 300_000, 1024 * 1024])
def test_a_body_arrives_whole(site: Site, size: int) -> None:
    body = os.urandom(size)
    expected = f"{size} {hashlib.sha256(body).hexdigest()}"
    assert site.text("/digest", "POST", body=body) == expected
    chunks = (body[start : start + 65536] for start in range(0, size, 65536))
    assert site.text("/digest", "POST", body=chunks, encode_chunked=True) == expected


def test_a_body_over_the_limit_is_refused(site: Site) -> None:
    for _ in range(5):
        answer = site.get("/digest", "POST", body=b"x" * 20 * 1024 * 1024)
        assert (answer.status, answer.read()) == (413, b"The request is larger than 1 MB.\n")
    chunks = (b"x" * 65536 for _ in range(100))
    assert site.get("/digest", "POST", body=chunks, encode_chunked=True).status == 413
    announced = site.raw(b"POST /digest HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
    with announced:
        assert b" 413 " in announced.recv(1000), "refused by what is announced, before it is sent"
    assert site.text("/digest", "POST", body=b"x").startswith("1 ")


def test_clients_that_leave_do_no_harm(site: Site) -> None:
    for _ in range(20):
        site.raw(b"POST /digest HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf").close()
        site.raw(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n").close()
        site.raw(b"GET /slow?0.05 HTTP/1.1\r\nHost: x\r\n\r\n").close()
    assert site.text("/digest", "POST", body=b"x").startswith("1 ")


def test_a_slow_sender_and_a_slow_reader_hold_no_thread(site: Site) -> None:
    slow = [
        site.raw(b"POST /digest HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf") for _ in range(4)
    ]
    slow += [site.raw(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(4)]
    assert site.text("/slow?0").startswith("request")
    for connection in slow:
        connection.close()


def test_a_streamed_answer_is_whole_and_closed(site: Site) -> None:
    assert site.get("/stream?whole").read() == b"x" * 5_000_000
    assert site.text("/closed?whole") == "1"


def test_large_answers_to_slow_readers_stay_out_of_memory(site: Site) -> None:
    assert site.get("/stream").read() == b"x" * 5_000_000
    worker = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()[-1]
    before = resident_megabytes(worker)
    slow = [site.raw(b"GET /stream?slow HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(24)]
    until(lambda: site.text("/closed?slow") == "24")
    assert resident_megabytes(worker) - before < 40, "24 answers of 5 MB wait on disk"
    assert slow[0].recv(100).startswith(b"HTTP/1.1 200")
    for connection in slow:
        connection.close()


def resident_megabytes(pid: str) -> float:
    line = next(
        row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def test_a_stream_that_breaks_is_an_error_and_closed(site: Site) -> None:
    assert site.get("/broken?it").status == 500
    assert site.text("/closed?it") == "1"


def test_head_has_headers_and_no_body(site: Site) -> None:
    answer = site.get("/length?head", "HEAD")
    assert (answer.status, answer.headers["content-length"], answer.read()) == (200, "5", b"")
    assert site.text("/closed?head") == "1"
    assert site.get("/nothing").status == 204


def test_context_variables_do_not_reach_the_next_request(site: Site) -> None:
    assert [site.text("/context") for _ in range(6)] == ["nothing"] * 6


def test_static_files_are_cached_by_their_names(site: Site) -> None:
    built = site.get("/static/built/app-1a2b3c4d.js", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in built.headers["cache-control"]
    assert built.headers["content-encoding"] == "gzip"
    assert built.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(built.read()) < 500
    plain = site.get("/static/mark.svg")
    assert (plain.headers["content-type"], plain.headers["cache-control"]) == (
        "image/svg+xml",
        "public, no-cache",
    )
    assert plain.read() == b"<svg/>"
    known = site.get("/static/mark.svg", headers={"If-None-Match": plain.headers["etag"]})
    assert (known.status, known.read()) == (304, b"")
    assert site.get("/static/mark.svg", "HEAD").headers["content-length"] == "6"
    assert site.get("/static/mark.svg", "POST").status == 405


@pytest.mark.parametrize(
    "path", ["../secret.txt", "%2e%2e/secret.txt", "built/%2e%2e/%2e%2e/secret.txt", "built", "%00"]
)
def test_nothing_outside_the_static_folder_exists(site: Site, path: str) -> None:
    assert site.get(f"/static/{path}").status == 404


def test_live_updates_reach_their_organization_and_person(
    site: Site, listen: Callable[..., Listening]
) -> None:
    shown = ("incident:42", "incident:43", "notifications", "announcement")
    mine, colleague, stranger = (listen(who, *shown) for who in ("7/1", "7/2", "8/1"))
    site.notify(o=7, k="incident", r=[42, 43, 44])
    site.notify(o=7, k="notifications", p=2)
    site.notify(o=8, k="announcement")
    until(lambda: bool(mine.data() and len(colleague.topics()) == 3 and stranger.data()))
    assert sorted(mine.topics()) == ["incident:42", "incident:43"], "and nothing of what it does not show"
    assert sorted(colleague.topics()) == ["incident:42", "incident:43", "notifications"]
    assert stranger.data() == ["announcement"]
    assert b"text/event-stream" in mine.received


def test_what_happens_at_once_is_told_together_and_once(site: Site, listen: Callable[..., Listening]) -> None:
    listening = listen("7/1", "incident:42", "incident:43")
    for _ in range(20):
        site.notify(o=7, k="incident", r=[42])
    site.notify(o=7, k="incident", r=[43])
    until(lambda: "incident:43" in listening.topics())
    assert len(listening.data()) <= 3
    assert listening.topics().count("incident:42") <= 3


def test_many_pages_with_lists_are_told_in_turn(site: Site, listen: Callable[..., Listening]) -> None:
    lists = [listen(f"7/{number}", "incident") for number in range(TURNS_AT_ONCE + 5)]
    record = listen("7/100", "incident:42")
    site.notify(o=7, k="incident")
    site.notify(o=7, k="incident", r=[42])
    until(lambda: bool(record.data()))
    assert sum("incident" in page.topics() for page in lists) <= TURNS_AT_ONCE, (
        "a record's page does not wait"
    )
    until(lambda: all(page.topics() == ["incident"] for page in lists))


def test_a_page_that_comes_back_loads_everything_again(site: Site, listen: Callable[..., Listening]) -> None:
    returned, new = listen("7/1", "incident", seen="1"), listen("7/1", "incident")
    until(lambda: returned.data() == ["reload"])
    assert b"id: 1" in new.received and not new.data()


def test_a_stream_ends_when_its_person_may_no_longer_be_there(
    site: Site, listen: Callable[..., Listening]
) -> None:
    guest, short, colleague = listen("7/1/900"), listen("7/2/0.3"), listen("7/3")
    until(short.has_ended)
    site.notify(o=7, k="identity_supportaccess", r=[5])
    until(guest.has_ended)
    assert not colleague.has_ended()
    site.notify(o=7, k="identity_person", r=[3])
    until(colleague.has_ended)


def test_pages_wait_that_ask_by_themselves(site: Site) -> None:
    with ThreadPoolExecutor(3) as pool:
        busy = [pool.submit(site.text, "/slow?0.6") for _ in range(2)]
        until(lambda: site.text("/begun") == "2")
        began = time.monotonic()
        again = pool.submit(site.get, "/slow?0", headers={"Live": "again"})
        site.text("/slow?0")
        assert not again.done(), "what somebody asks for is served before it"
        assert again.result().status == 200
        assert time.monotonic() - began >= 0.5
        assert all(one.result() for one in busy)


def test_a_message_that_is_not_understood_is_passed_over(
    site: Site, listen: Callable[..., Listening]
) -> None:
    listening = listen("7/1", "in_cident:4_2")
    site.notify(nothing="known")
    site.notify(o=7, k="in\ncident", r=["4 2"])
    until(lambda: bool(listening.data()))
    assert listening.data() == ["in_cident:4_2"]


def test_who_may_listen(site: Site) -> None:
    assert site.get("/events").status == 401
    assert site.get("/events", "POST").status == 405
    many = urlencode([("topic", f"incident:{number}") for number in range(TOPIC_LIMIT + 1)])
    assert site.get(f"/events?{many}", headers={"Organization": "7/1"}).status == 400
    assert site.get(f"/events?topic={'x' * 200}", headers={"Organization": "7/1"}).status == 400
    away = site.get("/events", headers={"Organization": "away"})
    assert (away.status, away.read()) == (200, b"retry: 5000\n\n"), "a browser comes back only after a 200"


def test_live_updates_survive_the_database(site: Site, listen: Callable[..., Listening]) -> None:
    listening = listen("7/1", "incident:1")
    postmaster = read_postmaster(site.cluster.path)
    assert postmaster is not None
    os.kill(postmaster.pid, signal.SIGKILL)
    until(lambda: not site.cluster.running())
    site.cluster.start()
    until(lambda: "reload" in listening.topics())
    site.notify(o=7, k="incident", r=[1])
    until(lambda: listening.topics()[-1] == "incident:1")


def test_it_stops_at_once_although_streams_are_open(pristine: Callable[[str], Path], folder: Path) -> None:
    cluster = Cluster(copied(pristine("embedded"), folder / "d"))
    cluster.start()
    site = Site(cluster, folder, folder / "web.log")
    listening = Listening(site, "7/1")
    until(lambda: b"retry:" in listening.received)
    began = time.monotonic()
    site.process.terminate()
    assert site.process.wait(20) == 0
    assert time.monotonic() - began < 2.5, site.log.read_text()
    assert listening.is_closed.wait(5)
    assert "refused to gracefully stop" not in site.log.read_text()
    cluster.stop()
