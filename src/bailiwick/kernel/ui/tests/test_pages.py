"""The decorator and the dispatcher of views refuse to be misused."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from bailiwick.kernel.identity.entrances.access import is_public
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui.views import BailiwickRequest, by_method, page, public
from bailiwick.kernel.ui.views.pages import VERBS


@page()
def reading(request: BailiwickRequest) -> HttpResponse:
    return HttpResponse()


@public
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@page(methods=("POST",))
def writing(request: BailiwickRequest) -> HttpResponse:
    return HttpResponse()


def test_a_view_is_put_under_a_method_that_it_answers() -> None:
    by_method(get=reading, post=writing)
    with pytest.raises(ValueError, match="writing does not answer GET"):
        by_method(get=writing)


def test_an_address_is_public_only_if_all_its_views_are() -> None:
    assert not is_public(by_method(get=reading))
    assert is_public(by_method(get=open_to_all))
    assert not is_public(by_method(get=open_to_all, post=writing))


def test_every_verb_that_a_page_needs_has_a_policy() -> None:
    get_resolver().url_patterns  # noqa: B018 - loads the views
    assert set(policies.verbs()) >= VERBS
