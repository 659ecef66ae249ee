"""Writes that all kinds of work share."""

from bailiwick.kernel.work.operations.links import end_link, link
from bailiwick.kernel.work.operations.views import arrange_views, remove_view, revise_view, save_view

__all__ = ["arrange_views", "end_link", "link", "remove_view", "revise_view", "save_view"]
