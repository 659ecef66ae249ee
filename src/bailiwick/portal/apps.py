"""The portal as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "bailiwick.portal"
    label = "portal"

    def ready(self) -> None:
        from bailiwick.kernel.ledger import visibility
        from bailiwick.kernel.notifications.paths import translate_for_outsiders
        from bailiwick.kernel.ui import outside
        from bailiwick.portal.announcements import policies, queries, register, subscribers  # noqa: F401
        from bailiwick.portal.ratings import measures  # noqa: F401
        from bailiwick.portal.ratings import policies as rating_policies  # noqa: F401
        from bailiwick.portal.ratings import subscribers as rating_subscribers  # noqa: F401

        visibility.register(queries.KIND, queries.sees, queries.places)
        from bailiwick.portal.announcements.staff import notices
        from bailiwick.portal.pages import (
            door,
        )
        from bailiwick.portal.pages import (
            subscribers as page_subscribers,  # noqa: F401
        )
        from bailiwick.resolution.desk import beyond

        outside.settle("portal/base.html", door.lead)
        beyond.add_look("As the customer sees it", "portal-preview")
        beyond.add_notices(notices)
        translate_for_outsiders(door.translated)
        _declare_traces()


def _declare_traces() -> None:
    from bailiwick.kernel.identity.traces import Rows, Trace, declare
    from bailiwick.portal.announcements import operations, queries
    from bailiwick.portal.ratings.operations import forget_words
    from bailiwick.portal.ratings.queries import ratings_by

    declare(
        Trace(
            "What they wrote to ratings; the scores stay",
            ratings_by,
            erase=forget_words,
            rows=(Rows("portal_rating", "by_id"),),
        )
    )
    declare(
        Trace(
            "Announcements that concern them",
            queries.concerns_of,
            erase=operations.forget_concerns,
            rows=(Rows("portal_concern", with_changes=False, is_deletable=True),),
        )
    )
    why = "They were made for customers and stay, without the name."
    declare(
        Trace("Announcements that they published", queries.published_by, why, tables=("portal_announcement",))
    )
