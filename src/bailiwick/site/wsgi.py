"""Django's handler, as the dispatcher runs it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailiwick.site.settings")
application = get_wsgi_application()
