"""The decorator of a view: which verb it needs, and which methods it answers."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.ui.navigation import may_somewhere
from bailiwick.kernel.ui.views.request import BailiwickRequest

P = ParamSpec("P")
VERBS: set[str] = set()


def page(
    verb: str | None = None, *, methods: Collection[str] = ("GET",)
) -> Callable[
    [Callable[Concatenate[BailiwickRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]
]:
    """A view for people who may use the verb on something (None: for everybody signed in); others are Refused.

    Which record they may see is for the query to say, and what they may do to it for the operation.
    """
    answered = frozenset(methods) | ({"HEAD"} if "GET" in methods else set())
    if verb is not None:
        VERBS.add(verb)

    def decorate(
        view: Callable[Concatenate[BailiwickRequest, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def checked(request: BailiwickRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in answered:
                return HttpResponseNotAllowed(sorted(answered))
            if verb is not None and not may_somewhere(request.actor, verb):
                raise Refused("Your roles do not include this.")
            return view(request, *args, **kwargs)

        checked.methods = answered  # type: ignore[attr-defined]
        return checked

    return decorate
