"""Ask clamd whether a file is harmful, before it is kept. Protocol: clamd(8), INSTREAM."""

import os
import socket
import struct
from pathlib import Path

from bailiwick.kernel.base.errors import Invalid

CHUNK = 256 * 1024
WITHIN = 60.0
UNCHECKED = (
    "Files cannot be checked for harmful content right now, and unchecked ones are not kept. Try again later."
)


def scan(file: Path) -> None:
    """Raise Invalid for a harmful file, and while the scanner cannot say; without a scanner every file passes.

    BAILIWICK_CLAMD is `host:port` or the path of clamd's socket.
    """
    address = os.environ.get("BAILIWICK_CLAMD", "")
    if not address:
        return
    try:
        verdict = _asked(address, file)
    except OSError as error:
        raise Invalid({"file": UNCHECKED}) from error
    if verdict.endswith("FOUND"):
        name = verdict.removeprefix("stream:").removesuffix("FOUND").strip()
        raise Invalid({"file": f"The scanner holds this file for harmful ({name}). It was not kept."})
    if not verdict.endswith("OK"):
        raise Invalid({"file": UNCHECKED})


def _asked(address: str, file: Path) -> str:
    with _connected(address) as clamd, file.open("rb") as content:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            clamd.sendall(struct.pack("!I", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!I", 0))
        answer = b""
        while part := clamd.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(WITHIN)
        clamd.connect(address)
        return clamd
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=WITHIN)
