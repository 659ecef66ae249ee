"""Small files as people attach them: a picture of a screen, a table, a log."""

import struct
import zlib
from datetime import datetime, timedelta
from random import Random

WIDTH, HEIGHT = 160, 90


def content(name: str, at: datetime, rng: Random) -> bytes:
    """The bytes of a file by its name's ending."""
    if name.endswith(".png"):
        return _picture(rng)
    if name.endswith(".csv"):
        return _table(at, rng)
    return _log(at, rng)


def _picture(rng: Random) -> bytes:
    """A window with a grey bar, a few lines of text and a red notice, as a PNG of 160 × 90 pixels."""
    notice = rng.randint(40, 60)
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, notice) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _pixel(x: int, y: int, notice: int) -> bytes:
    if y < 10:
        return b"\x60\x68\x78"
    if notice <= y < notice + 18 and 20 <= x < 140:
        return b"\xc8\x38\x38"
    if y % 8 == 4 and 12 <= x < 60 + (y * 37) % 80:
        return b"\x90\x90\x90"
    return b"\xf8\xf8\xf8"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _table(at: datetime, rng: Random) -> bytes:
    lines = ["time;reference;amount;state"]
    for number in range(rng.randint(4, 12)):
        when = at - timedelta(minutes=3 * number)
        state = rng.choice(("paid", "open"))
        lines.append(f"{when:%Y-%m-%d %H:%M};K{rng.randint(10000, 99999)};{rng.randint(12, 240)}.50;{state}")
    return "\n".join(lines).encode()


def _log(at: datetime, rng: Random) -> bytes:
    lines = []
    for number in range(rng.randint(6, 14)):
        when = at - timedelta(seconds=41 * (20 - number))
        level, text = rng.choice(
            (("INFO", "request done"), ("WARN", "slow answer"), ("ERROR", "connection lost"))
        )
        lines.append(f"{when:%Y-%m-%dT%H:%M:%SZ} {level:<5} {text} after {rng.randint(20, 30000)} ms")
    return "\n".join(lines).encode()
