"""Addresses of the built front end: hashed files by manifest, and icons out of the sprite."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup, escape

BUILT = Path(__file__).parents[1] / "static" / "built"
ICON_SIZES = {"sm": 14, "md": 18, "lg": 24, "xl": 40}


@cache
def manifest() -> dict[str, str]:
    """Return logical name → hashed file name; empty when the front end has not been built."""
    path = BUILT / "manifest.json"
    if not path.exists():
        return {}
    return dict(json.loads(path.read_text(encoding="utf-8")))


@cache
def asset(name: str) -> str:
    """Return the address of a built file such as `app.css`.

    Without a build the plain name is used: the page then comes without its look, but it comes.
    """
    return static(f"built/{manifest().get(name, name)}")


@cache
def icon(name: str, label: str = "", size: str = "md") -> Markup:
    """Return a Tabler outline icon; without a label it is hidden from assistive technology.

    The build puts exactly the icons it finds in templates and Python sources into the sprite and
    fails on a name that Tabler does not have.
    """
    pixels = ICON_SIZES[size]
    meaning = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="bw-icon bw-icon-{}" width="{}" height="{}" {}><use href="{}#{}"></use></svg>'
    ).format(size, pixels, pixels, meaning, asset("icons.svg"), escape(name))
