"""What the guides show, name and lead to is there: pictures made by journeys, pages, buttons, commands and links."""

import re
from functools import cache
from pathlib import Path

import pytest

from bailiwick.site.cli import COMMANDS
from tests.architecture import source

DOCS = source.ROOT / "docs"
PAGES = [source.ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
GUIDES = sorted((DOCS / "guides").glob("*.md"))
LARGEST = 60_000
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?!\*)")
COMMAND = re.compile(r"^ {4,}(?:\S*=\S* )*(?:\S*/)?bailiwick (?!\.)(\S+)", re.MULTILINE)


def led_to(page: Path, *, pictures: bool) -> list[Path]:
    """Where a page leads, or what it shows."""
    found = [
        (bool(mark), address) for mark, address in LINK.findall(page.read_text()) if "://" not in address
    ]
    return [(page.parent / address).resolve() for is_picture, address in found if is_picture == pictures]


@cache
def spoken() -> str:
    """Everything that the product can say."""
    files = [one for end in ("html", "py", "yaml") for one in (source.ROOT / "src").rglob(f"*.{end}")]
    return "\n".join(one.read_text() for one in files if "/tests/" not in str(one))


def is_spoken(phrase: str) -> bool:
    if phrase.startswith("New "):
        return f'singular="{phrase.removeprefix("New ")}"' in spoken()
    return bool(re.search(rf"[>\"“ ]{re.escape(phrase)}[<\"?”:,. ]", spoken()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(source.ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [str(one) for one in led_to(page, pictures=False) if not one.exists()] == []


def test_pictures_are_there_small_and_made_by_journeys() -> None:
    journeys = "\n".join(one.read_text() for one in (source.ROOT / "tests" / "journeys").glob("*.py"))
    shown = {one for page in PAGES for one in led_to(page, pictures=True)}
    assert [one.name for one in shown if not one.exists()] == []
    assert [one.name for one in shown if one.stat().st_size > LARGEST] == []
    assert [one.name for one in shown if f'picture("{one.stem}"' not in journeys] == []
    assert {one.name for one in (DOCS / "images").iterdir()} == {one.name for one in shown}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: str(guide.stem))
def test_what_guides_name_is_in_the_product(guide: Path) -> None:
    text = guide.read_text()
    assert [phrase for phrase in NAMED.findall(text) if not is_spoken(phrase)] == []
    assert [name for name in COMMAND.findall(text) if name not in COMMANDS] == []
    assert len(led_to(guide, pictures=True)) > 1 or guide.stem == "operator"
