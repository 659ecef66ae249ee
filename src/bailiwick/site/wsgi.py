"""Django's handler, as the dispatcher runs it."""

import os

from django.core.wsgi import get_wsgi_application

from bailiwick.site import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailiwick.site.settings")
tracing.begin()
application = get_wsgi_application()
