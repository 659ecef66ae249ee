"""The other side of the load test: open pages and a desk at work, by asyncio, in a process of its own.

It knows nothing of the product. It reads a job (JSON) from a line of its input, opens all streams, says "open", waits for
a line, works, and answers with what it saw.
"""

import asyncio
import bisect
import contextlib
import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
CALM, SPREAD = 0.4, 1.2  # as the pages wait (front/islands/live.ts)
SETTLE, LISTS_WITHIN = 6.0, 90.0
OPENING, RETRY = 32, 3.0
LAST_PART, BACK = b"0\r\n", "Last-Event-ID: 1\r\n"
STALE, BUSY = 409, 503
VERSION = re.compile(rb'name="version"[^>]* value="(\d+)"')


@dataclass(frozen=True)
class Page:
    """What somebody has open: with whose cookies, where, and which topics it shows."""

    cookie: str
    path: str
    topics: list[str]
    is_staff: bool


@dataclass(frozen=True)
class Act:
    """A request: `wrote` is the topic that staff must hear of afterwards.

    One that needs the `version` it saw asks for its form first, and may be told that somebody was quicker (409).
    """

    kind: str
    method: str
    path: str
    body: str
    cookie: str
    token: str
    expect: int
    wrote: str = ""
    needs_version: bool = False


@dataclass
class Seen:
    """What this side saw."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    written: list[tuple[str, float]] = field(default_factory=list)
    messages: int = 0
    ended: int = 0
    stale: int = 0
    put_off: int = 0


class Stream:
    """One open page: listens, and asks for its page anew when that shows what changed."""

    def __init__(self, page: Page, port: int, load: "Load") -> None:
        self.page, self.port, self.load = page, port, load
        self.heard: dict[str, list[float]] = defaultdict(list)
        self._is_about_to_ask = False
        self._writer: asyncio.StreamWriter | None = None

    async def open(self, *, is_back: bool = False) -> asyncio.StreamReader:
        reader, self._writer = await asyncio.open_connection(HOST, self.port)
        topics = urlencode([("topic", topic) for topic in self.page.topics])
        head = f"GET /events?{topics} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.page.cookie}\r\n"
        self._writer.write(f"{head}{BACK if is_back else ''}\r\n".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        if " 200 " not in answer.split("\r\n", 1)[0]:
            raise SystemExit(f"/events was answered {answer.splitlines()[0]}")
        return reader

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Hear what is told; a stream that ends is opened again, as browsers do."""
        while True:
            while (line := await reader.readline()) not in {b"", LAST_PART}:
                if line.startswith(b"data:"):
                    self._told(line[5:].decode().split())
            self.load.seen.ended += 1
            self.close()
            await asyncio.sleep(RETRY)
            reader = await self.open(is_back=True)

    def _told(self, topics: list[str]) -> None:
        now = time.perf_counter()
        self.load.seen.messages += 1
        for topic in topics:
            self.heard[topic].append(now)
        self._ask_soon(CALM)

    def _ask_soon(self, after: float) -> None:
        if self.load.is_working and not self._is_about_to_ask:
            self._is_about_to_ask = True
            self.load.begin(self._ask(after))

    async def _ask(self, after: float) -> None:
        await asyncio.sleep(after + random.random() * SPREAD)  # noqa: S311 - nothing secret
        self._is_about_to_ask = False
        act = Act("again", "GET", self.page.path, "", self.page.cookie, "", 200)
        put_off = await self.load.do(act, time.perf_counter())
        if put_off:
            self._ask_soon(put_off)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class Load:
    """The desk at work: requests at their times, whatever became of the earlier ones."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen = Seen()
        self.is_working = False
        self.begun: set[asyncio.Task[Any]] = set()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def do(self, act: Act, at: float) -> float:
        """One request; its time counts from when it was due, so that waiting here counts too.

        Gives the seconds after which a page that asked by itself is to ask again, 0 otherwise.
        """
        try:
            if act.needs_version:
                form = replace(act, kind="form", method="GET", body="", needs_version=False)
                _, page, _ = await self._answered(form)
                self.seen.milliseconds["form"].append((time.perf_counter() - at) * 1000)
                version = VERSION.search(page)
                act = replace(act, body=f"{act.body}&version={version[1].decode() if version else ''}")
                at = time.perf_counter()
            status, _, after = await self._answered(act)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.seen.wrong.append(f"{act.method} {act.path}: {error!r}")
            return 0
        if status == BUSY and act.kind == "again":
            self.seen.put_off += 1
            return after
        self.seen.milliseconds[act.kind].append((time.perf_counter() - at) * 1000)
        if status == STALE and act.needs_version:
            self.seen.stale += 1
        elif status != act.expect:
            self.seen.wrong.append(f"{act.method} {act.path} was answered {status}")
        elif act.wrote:
            self.seen.written.append((act.wrote, at))
        return 0

    async def _answered(self, act: Act) -> tuple[int, bytes, float]:
        """Over a connection that is kept, or a new one when the server closed that meanwhile, as browsers do."""
        while self._idle:
            try:
                return await self._over(self._idle.pop(), act)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                if getattr(error, "partial", b""):
                    raise
        return await self._over(await asyncio.open_connection(HOST, self.port), act)

    async def _over(
        self, pair: tuple[asyncio.StreamReader, asyncio.StreamWriter], act: Act
    ) -> tuple[int, bytes, float]:
        reader, writer = pair
        head = f"{act.method} {act.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {act.cookie}\r\n"
        if act.method != "GET":
            head += (
                f"X-CSRFToken: {act.token}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(act.body)}\r\n"
            )
        if act.kind == "again":
            head += "Live: again\r\n"
        writer.write(f"{head}\r\n{act.body}".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = answer.partition(b"content-length:")[2].partition(b"\r\n")[0]
        content = await reader.readexactly(int(length or 0))
        self._idle.append(pair)
        after = answer.partition(b"retry-after:")[2].partition(b"\r\n")[0]
        return int(answer.split(b" ", 2)[1]), content, float(after or 0)

    def begin(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Do something beside the rest; asyncio itself holds a task by a weak reference only."""
        task = asyncio.create_task(doing)
        self.begun.add(task)
        task.add_done_callback(self.begun.discard)

    async def work(self, acts: list[Act], rate: float) -> float:
        """Everything in turn at `rate` a second; how long it took in seconds."""
        began = time.perf_counter()
        self.is_working = True
        for number, act in enumerate(acts):
            due = began + number / rate
            if (pause := due - time.perf_counter()) > 0:
                await asyncio.sleep(pause)
            self.begin(self.do(act, due))
        took = time.perf_counter() - began
        self.is_working = False
        await asyncio.gather(*self.begun)
        return took


def told(streams: list[Stream], written: list[tuple[str, float]]) -> dict[str, Any]:
    """Of each change and each open page of the staff that shows it, as the record or in a list: whether the page heard
    of it, and how long after it was asked for."""
    shown_as: dict[str, Callable[[str], str]] = {
        "records": lambda topic: topic,
        "lists": lambda topic: topic.partition(":")[0],
    }
    found = {}
    for name, shown in shown_as.items():
        expected, delays = 0, []
        for stream in streams:
            for topic, at in written:
                if stream.page.is_staff and shown(topic) in stream.page.topics:
                    expected += 1
                    times = stream.heard[shown(topic)]
                    place = bisect.bisect_left(times, at)
                    if place < len(times):
                        delays.append((times[place] - at) * 1000)
        delays.sort()
        found[name] = {
            "expected": expected,
            "arrived": len(delays),
            "p50_ms": delays[len(delays) // 2] if delays else None,
            "p95_ms": delays[len(delays) * 95 // 100] if delays else None,
        }
    return found


async def settle(streams: list[Stream], last: float) -> None:
    """Until each list was told after the last change, or long enough."""
    await asyncio.sleep(SETTLE)
    while time.perf_counter() - last < LISTS_WITHIN and any(
        stream.page.is_staff
        and "incident" in stream.page.topics
        and max(stream.heard["incident"], default=0) < last
        for stream in streams
    ):
        await asyncio.sleep(1)


async def serve(job: dict[str, Any]) -> dict[str, Any]:
    """Open the pages, warm up, work, and give what was seen."""
    acts = [Act(**act) for act in job["acts"]]
    load = Load(job["port"])
    streams = [Stream(Page(**page), job["port"], load) for page in job["pages"]]
    gate = asyncio.Semaphore(OPENING)

    async def opened(stream: Stream) -> asyncio.StreamReader:
        async with gate:
            return await stream.open()

    readers = await asyncio.gather(*map(opened, streams))
    listening = [asyncio.create_task(s.listen(r)) for s, r in zip(streams, readers, strict=True)]
    warm = int(job["rate"] * job["warm_up"])
    await load.work(acts[:warm], job["rate"])
    print("open", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    load.seen.milliseconds.clear()
    load.seen.written.clear()
    load.seen.messages = 0
    used = time.process_time()
    seconds = await load.work(acts[warm:], job["rate"])
    used = time.process_time() - used
    print("done", flush=True)
    await settle(streams, max((at for _, at in load.seen.written), default=0.0))
    for task in listening:
        task.cancel()
    for stream in streams:
        stream.close()
    await asyncio.sleep(0.1)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*listening, return_exceptions=True)
    return {
        **vars(load.seen),
        "seconds": seconds,
        "cpu_s": used,
        "told": told(streams, load.seen.written),
    }


def main() -> None:
    """Serve one job."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(json.dumps(asyncio.run(serve(json.loads(sys.stdin.readline())))), flush=True)


if __name__ == "__main__":
    main()
