"""What each request cost, counted in every process of the web server and added up when somebody asks."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

ANSWERED = Counter("bailiwick_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "bailiwick_request_seconds", "Seconds from request to answer.", ["route"], buckets=BUCKETS
)
LIVE = Gauge("bailiwick_live_pages", "Pages that hear of changes now.", multiprocess_mode="livesum")


class Counted:
    """Counts requests by route, never by address: what people look at is nobody's business here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        found = request.resolver_match
        route = found.route if found else "none"
        method = request.method if request.method in METHODS else "other"
        ANSWERED.labels(method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response
