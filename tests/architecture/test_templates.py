"""Templates are short, are used, and hold no script, style or handler that the content policy would block."""

import re

import pytest
from django.template import engines

from tests.architecture import source

LONGEST = 150
TEMPLATES = sorted(
    path
    for path in source.PACKAGE.rglob("*.html")
    if "templates" in path.parts and "tests" not in path.parts and path.is_relative_to(source.PACKAGE)
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = {
    "script": re.compile(r"<script(?![^>]*\b(src|type=\"(application/json|importmap)\"))", re.IGNORECASE),
    "style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def name(path: object) -> str:
    return str(path).rpartition("/templates/")[2]


def test_templates_are_short() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in TEMPLATES}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_nothing_inline(what: str) -> None:
    found = [name(path) for path in TEMPLATES if INLINE[what].search(COMMENT.sub("", path.read_text()))]
    assert found == []


def test_every_template_is_rendered_or_included() -> None:
    texts = [module.text for module in source.everything()] + [path.read_text() for path in TEMPLATES]
    # Error pages are asked for by their status.
    everywhere = "\n".join(texts)
    used = {
        name(path)
        for path in TEMPLATES
        if f'"{name(path)}"' in everywhere or re.fullmatch(r"ui/errors/\d+\.html", name(path))
    }
    assert {name(path) for path in TEMPLATES} - used == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path: object) -> None:
    engines["jinja2"].get_template(name(path))
