"""Django's handler, as the dispatcher runs it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from bailiwick.site import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailiwick.site.settings")
tracing.begin()
application = get_wsgi_application()


def load() -> None:
    """Import every route with what is behind it, which the first request would do."""
    len(get_resolver().url_patterns)
