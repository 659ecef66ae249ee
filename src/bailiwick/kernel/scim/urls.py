"""The addresses of SCIM 2.0; no other ends without a slash, as the specification has them so."""

from django.urls import path, re_path

from bailiwick.kernel.scim import views

_KIND = r"^scim/v2/(?P<kind>Users|Groups)"

urlpatterns = [
    path("scim/v2/ServiceProviderConfig", views.config, name="scim-config"),
    path("scim/v2/ResourceTypes", views.resource_types, name="scim-types"),
    path("scim/v2/ResourceTypes/<str:name>", views.resource_types, name="scim-type"),
    path("scim/v2/Schemas", views.schemas, name="scim-schemas"),
    path("scim/v2/Schemas/<str:name>", views.schemas, name="scim-schema"),
    re_path(rf"{_KIND}/?$", views.collection, name="scim-collection"),
    re_path(rf"{_KIND}/\.search$", views.search, name="scim-search"),
    re_path(rf"{_KIND}/(?P<pk>[^/]+)$", views.one, name="scim-resource"),
    path("scim/v2/.search", views.search, name="scim-search-all"),
    path("scim/v2/<path:rest>", views.nothing, name="scim-nothing"),
]
