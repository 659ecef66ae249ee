"""Searching a rare, a common and an absent word, through the function and through the page."""

import statistics
import time
from typing import Any
from urllib.parse import quote

from bench.clients import Job, Running
from bench.pages import cookie, signed_in
from bench.scratch import ABSENT, COMMON, RARE, Filled, superuser
from bench.serving import Server

COUNT = 200
WORDS = {"rare": RARE, "common": COMMON, "absent": ABSENT}
# The limit: the index alone, past row-level security, for a word of the large organization.
RAW = """
select item_id from search_entry where words @@ %s::tsquery and organization_id = %s and kind = 'incident'
order by item_id desc limit 50
"""


def measure(server: Server, filled: Filled) -> dict[str, Any]:
    """Times of each word."""
    headers = cookie(signed_in())
    return {
        name: {
            "function": _function(filled, word),
            "page": _page(server, f"/search/?q={quote(word)}", headers),
            "queue": _page(server, f"/incidents/?view=all&q={quote(word)}", headers),
            "raw": _raw(filled, word),
        }
        for name, word in WORDS.items()
    }


def _function(filled: Filled, word: str) -> dict[str, float]:
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.search import index

    times, found = [], 0
    with tenant.scope(filled.organizations[0]):
        for _ in range(COUNT):
            began = time.perf_counter()
            found = len(index.find(word, "incident"))
            times.append((time.perf_counter() - began) * 1000)
    return {"hits": found, **cuts(times)}


def _page(server: Server, path: str, headers: dict[str, str]) -> dict[str, float]:
    job = Job(server.port, [("GET", path, "")], [headers], COUNT // 2, clients=1, warm_up=20)
    return cuts(Running(job).go().milliseconds)


def _raw(filled: Filled, word: str) -> dict[str, float]:
    times = []
    with superuser() as database:
        row = database.execute("select plainto_tsquery('english', %s)::text", [word]).fetchone()
        assert row is not None
        for _ in range(COUNT // 4):
            began = time.perf_counter()
            database.execute(RAW, [row[0], filled.organizations[0]]).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return cuts(times)


def cuts(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile of times in milliseconds."""
    parts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50_ms": parts[49], "p95_ms": parts[94]}
