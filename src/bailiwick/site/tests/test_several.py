"""Several web servers and workers on one database: one sealer at a time, sessions and live pages everywhere."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import issue_token
from bailiwick.site.supervisor.run import web
from tests.cast import Cast, make_cast
from tests.routes.incidents import logged

WITHIN = 40.0
FORM_TOKEN = "f" * 32


@contextmanager
def running(command: list[str], data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """One part of an installation whose folder holds the secrets that all machines share."""
    data.mkdir()
    (data / "secrets.json").write_text(json.dumps({"secret_key": settings.SECRET_KEY, "passwords": {}}))
    environment = {**os.environ, "BAILIWICK_DATA": str(data)}
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def eventually(holds: Callable[[], bool], what: str) -> None:
    give_up_at = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        to = HTTPConnection("127.0.0.1", port, timeout=2)
        to.request("GET", "/healthz")
        return to.getresponse().status == 200
    except (OSError, HTTPException):
        return False


def unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select unsealed from ledger_health()")
        return int(cursor.fetchone()[0])


class Caller:
    """Somebody who talks to whichever web server: by token, and by the session of a browser."""

    def __init__(self, cast: Cast, name: str = "sam") -> None:
        issued = issue_token(
            "calls", by=cast.actor(name), scopes=["incident.log"], expires_at=clock.now() + timedelta(1)
        )
        self.token = issued.secret
        browser = Client()
        browser.force_login(Account.objects.get(email=f"{name}@harbour.example"))
        browser.get("/incidents/")
        browser.cookies["bailiwick_csrf"] = FORM_TOKEN
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())

    def come(self, port: int, address: str) -> list[str]:
        """Have a record open; who else has."""
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": FORM_TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        to = HTTPConnection("127.0.0.1", port, timeout=WITHIN)
        to.request("POST", address, f"page=p{self.token[-8:]}&doing=reading", headers)
        answer = json.loads(to.getresponse().read())
        to.close()
        return [one["name"] for one in answer["here"]]

    def log(self, port: int, title: str) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        to = HTTPConnection("127.0.0.1", port, timeout=WITHIN)
        to.request("POST", "/api/v1/incidents", json.dumps({"title": title}), headers)
        assert to.getresponse().status == 201
        to.close()

    def open(self, port: int, path: str) -> HTTPResponse:
        to = HTTPConnection("127.0.0.1", port, timeout=WITHIN)
        to.request("GET", path, headers={"Cookie": self.cookie})
        return to.getresponse()


@pytest.mark.usefixtures("committed")
def test_two_web_servers_and_two_workers_share_a_database(tmp_path: Path) -> None:
    caller = Caller(make_cast())
    first, second = free_port(), free_port()
    worker = [sys.executable, "-m", "bailiwick.site.worker"]
    with ExitStack() as stack:
        for port in (first, second):
            command = list(web(host="127.0.0.1", port=port, workers=1))
            stack.enter_context(running(command, tmp_path / str(port)))
        workers = [stack.enter_context(running(worker, tmp_path / f"worker-{n}")) for n in (1, 2)]
        for port in (first, second):
            eventually(lambda port=port: answers(port), "a web server does not answer")  # type: ignore[misc]
        # A stream ends when its person was changed, which the entries of the cast say once they are sealed.
        eventually(lambda: unsealed() == 0, "nobody seals")
        with caller.open(second, "/events?topic=incident") as live:
            caller.log(first, "Radar mast hums")
            line = next(line for line in live if line.startswith(b"data:") and b"incident" in line)
            assert line, "a page at one web server hears of what came in by the other"
        assert b"Radar mast hums" in caller.open(second, "/incidents/").read()
        workers[0].send_signal(signal.SIGKILL)
        caller.log(second, "Radar mast hums on")
        eventually(lambda: unsealed() == 0, "nobody took the sealing over")
        workers[1].send_signal(signal.SIGKILL)
        workers[1].wait()
        caller.log(first, "Nobody seals this")
        assert unsealed() > 0


@pytest.mark.usefixtures("committed")
def test_people_whose_pages_hang_on_different_web_servers_see_each_other(tmp_path: Path) -> None:
    cast = make_cast()
    sam, mia = Caller(cast), Caller(cast, "mia")
    incident = logged(cast)
    address, topic = f"/presence/incident/{incident.pk}/", f"presence:incident:{incident.pk}"
    first, second = free_port(), free_port()
    with ExitStack() as stack:
        for port in (first, second):
            command = list(web(host="127.0.0.1", port=port, workers=1))
            stack.enter_context(running(command, tmp_path / str(port)))
        for port in (first, second):
            eventually(lambda port=port: answers(port), "a web server does not answer")  # type: ignore[misc]
        with sam.open(second, f"/events?topic={topic}") as live:
            assert sam.come(second, address) == []
            assert mia.come(first, address) == ["Sam"]
            assert next(line for line in live if line.startswith(b"data:")).split()[1:] == [topic.encode()]
            assert sam.come(second, address) == ["Mia"]
