"""Traces go to the collector that the environment names, and nowhere without one."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bailiwick.site import tracing

PROGRAM = """
import bailiwick.site.wsgi
from django.test import Client
from opentelemetry import trace
assert Client(SERVER_NAME="localhost").get("/healthz").status_code == 200
trace.get_tracer_provider().force_flush()
"""


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    bodies: list[tuple[str, bytes]] = []

    def do_POST(self) -> None:
        self.bodies.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.mark.django_db
def test_requests_and_statements_reach_the_collector() -> None:
    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    environment = {
        **os.environ,
        "OTEL_EXPORTER_OTLP_ENDPOINT": address,
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    }
    subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, timeout=60)
    server.shutdown()
    assert {path for path, _ in Collector.bodies} == {"/v1/traces"}
    sent = b"".join(body for _, body in Collector.bodies)
    assert b"GET healthz" in sent
    assert b"select 1" in sent.lower()


def test_without_a_collector_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tracing.NAMED:
        monkeypatch.delenv(name, raising=False)
    assert tracing.begin() is False
