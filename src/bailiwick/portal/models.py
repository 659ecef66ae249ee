"""The models of the portal for Django: one module per process holds them."""

from bailiwick.portal.announcements.models import Announcement, Concern
from bailiwick.portal.ratings.models import Rating

__all__ = ["Announcement", "Concern", "Rating"]
