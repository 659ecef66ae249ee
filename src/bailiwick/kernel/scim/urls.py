"""The addresses of SCIM 2.0; no other ends without a slash, as the specification has them so."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from bailiwick.kernel.identity.entrances.access import public


def _view(name: str) -> Callable[..., HttpResponse]:
    """The view of a name, loaded when it is first asked: the models behind it take a second to build."""

    @public
    @csrf_exempt
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        from bailiwick.kernel.scim import views

        view: Callable[..., HttpResponse] = getattr(views, name)
        return view(request, **kwargs)

    return answer


_KIND = r"^scim/v2/(?P<kind>Users|Groups)"

urlpatterns = [
    path("scim/v2/ServiceProviderConfig", _view("config"), name="scim-config"),
    path("scim/v2/ResourceTypes", _view("resource_types"), name="scim-types"),
    path("scim/v2/ResourceTypes/<str:name>", _view("resource_types"), name="scim-type"),
    path("scim/v2/Schemas", _view("schemas"), name="scim-schemas"),
    path("scim/v2/Schemas/<str:name>", _view("schemas"), name="scim-schema"),
    re_path(rf"{_KIND}/?$", _view("collection"), name="scim-collection"),
    re_path(rf"{_KIND}/\.search$", _view("search"), name="scim-search"),
    re_path(rf"{_KIND}/(?P<pk>[^/]+)$", _view("one"), name="scim-resource"),
    path("scim/v2/.search", _view("search"), name="scim-search-all"),
    path("scim/v2/<path:rest>", _view("nothing"), name="scim-nothing"),
]
