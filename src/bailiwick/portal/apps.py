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
