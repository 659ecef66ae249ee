"""The built front end and the other static files, from memory: hashed names are cached for ever, the rest
is asked for again and answered by its tag."""

import asyncio
import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from bailiwick.site.bridge import Scope, Send, answer_plainly

HASHED = re.compile(r"^built/.+-[\w-]{8,}\.\w+$")
COMPRESSED_TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml")
# Named here, as the table of the machine may lack or change them.
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
WORTH_COMPRESSING = 1024
FOR_EVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"public, no-cache"


@dataclass(frozen=True)
class StaticFile:
    """One file as it goes out."""

    modified: int
    content_type: str
    tag: bytes
    plain: bytes
    compressed: bytes


class StaticFiles:
    """An ASGI application for the files below one folder, under one address."""

    def __init__(self, folder: Path, prefix: str = "/static/") -> None:
        self.prefix = prefix
        self._folder = folder.resolve()
        self._held: dict[str, StaticFile] = {}

    async def __call__(self, scope: Scope, send: Send) -> None:
        """Answer GET and HEAD; anything outside the folder does not exist."""
        if scope["method"] not in {"GET", "HEAD"}:
            await answer_plainly(send, 405, "Only GET and HEAD.")
            return
        name = scope["path"].removeprefix(self.prefix)
        file = await asyncio.to_thread(self._look_up, name)
        if file is None:
            await answer_plainly(send, 404, "There is no such file.")
            return
        asked = dict(scope["headers"])
        headers = [
            (b"etag", file.tag),
            (b"cache-control", FOR_EVER if HASHED.match(name) else ASK_AGAIN),
            (b"vary", b"accept-encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if file.tag in asked.get(b"if-none-match", b""):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        body = file.plain
        if file.compressed and b"gzip" in asked.get(b"accept-encoding", b""):
            body = file.compressed
            headers.append((b"content-encoding", b"gzip"))
        headers += [
            (b"content-type", file.content_type.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": shown, "more_body": False})

    def _look_up(self, name: str) -> StaticFile | None:
        try:
            path = (self._folder / name).resolve()
            modified = path.stat().st_mtime_ns
            if not path.is_relative_to(self._folder) or not path.is_file():
                return None
            held = self._held.get(name)
            if held is None or held.modified != modified:
                held = self._held[name] = _prepared(path, modified)
        except (OSError, ValueError):
            return None
        return held


def _prepared(path: Path, modified: int) -> StaticFile:
    plain = path.read_bytes()
    guessed = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    content_type = guessed or "application/octet-stream"
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    is_worth = len(plain) >= WORTH_COMPRESSING and content_type.startswith(COMPRESSED_TYPES)
    compressed = gzip.compress(plain, 6, mtime=0) if is_worth else b""
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'.encode()
    return StaticFile(modified, content_type, tag, plain, compressed)
