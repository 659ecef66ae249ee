"""Commands over one data directory, each in a process of its own that need not load the product anew."""

import io
import json
import os
import pkgutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

SERVE = "from bailiwick.site.tests.forked import serve; serve()"
FAILED = 70


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    status: int
    said: str


class Commands:
    """The command line, and functions of the test's own, over one data directory."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, *words: str) -> Done:
        """The command line with these words."""
        return self.do("bailiwick.site.cli:main", *words)

    def do(self, function: str, *words: str) -> Done:
        """A function (`module:name`), with Django loaded and the words in `sys.argv`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([function, words]) + "\n")
        self._process.stdin.flush()
        return Done(*json.loads(self._process.stdout.readline()))


@contextmanager
def commands(data: Path) -> Iterator[Commands]:
    """The process that others are forked from: it keeps the database running, and no connection to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    try:
        yield Commands(process)
    finally:
        process.communicate()


def serve() -> None:
    """Fork for each line of the input: a function and words; answer with the exit code and what was said."""
    from bailiwick.site.cli.environment import prepare

    with prepare(sys.argv[1]) as surroundings:
        surroundings.start_django()
        for line in sys.stdin:
            function, words = json.loads(line)
            reading, writing = os.pipe()
            if not os.fork():
                os.close(reading)
                _answer(function, words, writing)
            os.close(writing)
            with os.fdopen(reading) as answer:
                sys.stdout.write(answer.read() + "\n")
                sys.stdout.flush()
            os.wait()


def _answer(function: str, words: list[str], writing: int) -> None:
    """Call it, say how it went, and end this process whatever happened."""
    said, status = io.StringIO(), FAILED
    sys.argv[1:] = words
    try:
        with redirect_stdout(said), redirect_stderr(said):
            pkgutil.resolve_name(function)()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        if status == FAILED:
            said.write(traceback.format_exc())
        with os.fdopen(writing, "w") as answer:
            answer.write(json.dumps([status, said.getvalue()]))
        os._exit(0)
