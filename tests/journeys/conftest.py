"""One Chromium and one running product per session; a journey runs in the thread that Playwright lives in."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.reader import Reader
from tests.journeys.serving import Site, sealing, site

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-netsealing", "--disable-component-update", "--disable-sync"),
)
# Playwright runs an event loop in its thread. Were it the main one, Django and asyncio would refuse to work there.
STAGE = ThreadPoolExecutor(1, thread_name_prefix="playwright")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Run the test on the stage."""
    names = pyfuncitem._fixtureinfo.argnames
    STAGE.submit(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names}).result()
    return True


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the session."""
    with ExitStack() as stack:
        path = next(found for name in NAMES if (found := shutil.which(name)))

        def start() -> Browser:
            playwright = stack.enter_context(sync_playwright())
            return playwright.chromium.launch(executable_path=path, args=list(FLAGS))

        browser = STAGE.submit(start).result()
        yield browser
        STAGE.submit(browser.close).result()
        STAGE.submit(stack.close).result()


@pytest.fixture(scope="session")
def harbour() -> Iterator[Site]:
    """Harbour Lights, running."""
    with site("harbour") as running:
        running.scene("cast")
        with sealing(running):
            yield running


@pytest.fixture(scope="session")
def shown() -> Iterator[Site]:
    """Harbour Lights after four weeks of work, as the guides show it; their journeys share it and nobody else."""
    with site("shown") as running:
        running.scene("month")
        with sealing(running):
            yield running


@dataclass
class Doors:
    """Lets people in, each with a browser of their own, and holds what was found at fault."""

    chromium: Browser
    address: str
    examined: set[str]
    readers: list[Reader] = field(default_factory=list)

    def visitor(self, *, script: bool = True, **more: Any) -> Reader:
        """Somebody who is not signed in."""
        context = self.chromium.new_context(java_script_enabled=script, reduced_motion="reduce", **more)
        reader = Reader(context.new_page(), self.address, script, self.examined)
        self.readers.append(reader)
        return reader

    def let_in(self, name: str, *, script: bool = True, **more: Any) -> Reader:
        """Somebody of the cast, signed in."""
        reader = self.visitor(script=script, **more)
        reader.sign_in(name)
        return reader

    def close(self) -> None:
        for reader in self.readers:
            reader.page.context.close()


@pytest.fixture(scope="session")
def examined() -> set[str]:
    """The kinds of page that axe has seen in this session."""
    return set()


@pytest.fixture
def doors_of(chromium: Browser, examined: set[str]) -> Iterator[Callable[[Site], Doors]]:
    """The doors of an installation; afterwards nothing may have been at fault."""
    made: list[Doors] = []

    def doors(at: Site) -> Doors:
        made.append(Doors(chromium, at.address, examined))
        return made[-1]

    yield doors
    for one in made:
        STAGE.submit(one.close).result()
    assert [fault for one in made for reader in one.readers for fault in reader.faults] == []


@pytest.fixture
def doors(doors_of: Callable[[Site], Doors], harbour: Site) -> Doors:
    """The doors of Harbour Lights."""
    return doors_of(harbour)
