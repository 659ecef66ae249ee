"""Every address of the product, by room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answers when the web server and the database work."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[Any] = [path("healthz", healthz, name="healthz")]
