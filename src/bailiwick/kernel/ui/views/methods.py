"""One address, several methods, a view for each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from bailiwick.kernel.identity.entrances.access import is_public, public

View = Callable[..., HttpResponseBase]
OVERRIDE = "_method"


def by_method(**views: View) -> View:
    """A view that passes the request to `get`, `post`, `put`, `patch` or `delete`.

    A form without a script sends the last three as POST with a field `_method`. Raises ValueError for a view that
    would not answer its method.
    """
    chosen = {method.upper(): view for method, view in views.items()}
    for method, view in chosen.items():
        if method not in getattr(view, "methods", {method}):
            raise ValueError(f"{view.__name__} does not answer {method}: say so in its @page.")
    if "GET" in chosen:
        chosen["HEAD"] = chosen["GET"]

    def dispatch(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meant = request.POST.get(OVERRIDE, "").upper() if request.method == "POST" else ""
        if meant in ("PUT", "PATCH", "DELETE"):
            request.method = meant
        view = chosen.get(request.method or "")
        if view is None:
            return HttpResponseNotAllowed(sorted(chosen))
        return view(request, *args, **kwargs)

    return public(dispatch) if all(map(is_public, views.values())) else dispatch
