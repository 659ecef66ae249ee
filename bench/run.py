"""Everything in one run: `python -m bench.run` measures at 10 thousand and at 1 million incidents, and keeps it.

Options: `--items 10000` (several times for several sizes), `--only pages` (a part), `--dry` (print, keep nothing);
for the part `live`: `--people 50 --rate 10 --seconds 20`, and `--workers 2` for another number of web processes.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import scratch

if TYPE_CHECKING:
    from bench.live.measuring import Size

RESULTS = Path(__file__).with_name("results")
SIZES = (10_000, 1_000_000)
WITHOUT_DATABASE = ("memory", "importing")
PARTS = (
    "dashboards",
    "exporting",
    "bulk",
    "delivering",
    "live",
    "creating",
    "pages",
    "desk",
    "searching",
    "capturing",
    "lagging",
    *WITHOUT_DATABASE,
)


def machine() -> dict[str, Any]:
    """What the figures were taken on, with the pace of plain Python at that moment."""
    began, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.release(),
        "load_average": os.getloadavg()[0],
        "nanoseconds_a_loop": (time.process_time() - began) * 1e9 / 3_000_000,
    }


def measure(items: int, parts: list[str], size: "Size") -> dict[str, Any]:
    """Fill a database to a size and take the figures that need one."""
    from bench import (
        bulk,
        capturing,
        creating,
        dashboards,
        delivering,
        desk,
        exporting,
        lagging,
        pages,
        searching,
        serving,
    )
    from bench.live import measuring
    from tests import database

    database.make_database(database.DATABASE)
    filled = scratch.fill(items)
    found: dict[str, Any] = {"machine": machine()}

    def do(doing: dict[str, Callable[[], Any]]) -> None:
        for name in [name for name in doing if name in parts]:
            found[name] = doing[name]()
            tell(f"{items:,} {name}", found[name])

    served = {"lagging", "pages", "searching", "creating"}
    with serving.web() if served & {*parts} else nullcontext(serving.Server(0, 0)) as server:
        do({
            "lagging": lambda: lagging.measure(server, filled),
            "pages": lambda: pages.measure(server, filled),
            "searching": lambda: searching.measure(server, filled),
            "creating": lambda: creating.measure(server, filled, os.environ["BAILIWICK_DB_URL"]),
        })  # fmt: skip
    do({
        "desk": lambda: desk.measure(filled),
        "dashboards": lambda: dashboards.measure(filled),
        "exporting": lambda: exporting.measure(filled),
        "bulk": lambda: bulk.measure(filled),
        "delivering": lambda: delivering.measure(filled),
        "live": lambda: measuring.measure(filled, size),
        "capturing": lambda: capturing.measure(filled),
    })  # fmt: skip
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    database.drop_databases()
    return found


def tell(name: str, figures: Any) -> None:
    """Print what was measured."""
    sys.stdout.write(f"{name}: {json.dumps(figures, default=float)}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, action="append")
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rate", type=float, default=100.0)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int)
    options = parser.parse_args()
    parts = options.only or list(PARTS)
    found: dict[str, Any] = {}
    if set(parts) - set(WITHOUT_DATABASE):
        scratch.prepare()
        from bench.live.measuring import Size

        size = Size(options.people, options.rate, options.seconds, options.workers)
        for items in options.items or SIZES:
            found[str(items)] = measure(items, parts, size)
    from bench import importing, memory

    for name, part in (("memory", memory.measure), ("importing", importing.measure)):
        if name in parts:
            found[name] = part()
            tell(name, found[name])
    if not options.dry:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{date.today().isoformat()}.json"  # noqa: DTZ011 - the day where it was taken
        path.write_text(json.dumps(found, indent=2, default=float) + "\n")


if __name__ == "__main__":
    main()
