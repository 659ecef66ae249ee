"""What views are written with."""

from bailiwick.kernel.identity.entrances.access import public, safe_next
from bailiwick.kernel.ui.views.methods import by_method
from bailiwick.kernel.ui.views.pages import page
from bailiwick.kernel.ui.views.rendering import redirect, render
from bailiwick.kernel.ui.views.request import BailiwickRequest

__all__ = ["BailiwickRequest", "by_method", "page", "public", "redirect", "render", "safe_next"]
