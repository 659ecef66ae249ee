"""Categories and the priority matrix: what two people do at the same moment is refused plainly to one of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid, Stale
from bailiwick.kernel.identity.tests.waiting import wait_until_all_wait
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.operations import arranging
from bailiwick.resolution.incidents.operations.arranging import DEFAULT_MATRIX
from tests.cast import Cast
from tests.web import Browser

FLAT = dict.fromkeys(DEFAULT_MATRIX, 3)


def test_a_category_cannot_be_renamed_to_one_that_is_there(cast: Cast) -> None:
    with pytest.raises(Invalid, match="such a category already"):
        arranging.revise_category(cast.hardware, by=cast.ada, name="Software")


def test_a_matrix_is_put_in_force_only_over_the_one_that_was_read(cast: Cast) -> None:
    assert arranging.revise_matrix(FLAT, by=cast.ada, expected_number=1).number == 2
    with pytest.raises(Stale) as refused:
        arranging.revise_matrix(DEFAULT_MATRIX, by=cast.ada, expected_number=1)
    assert (refused.value.expected, refused.value.actual) == (1, 2)


def revise(by: Actor) -> Any:
    return arranging.revise_matrix(FLAT, by=by)


def add(by: Actor) -> Any:
    return arranging.add_category("Weather", by=by)


def rename(by: Actor) -> Any:
    with tenant.scope(by.organization_id):
        other = queries.categories().get(name="Other")
        return arranging.revise_category(other, by=by, name="Weather")


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [(revise, revise, Stale), (add, add, Invalid), (add, rename, Invalid)],
    ids=["matrix", "category", "renamed"],
)
def test_of_two_at_once_one_is_refused(
    cast: Cast, first: Callable[[Actor], Any], second: Callable[[Actor], Any], refusal: type[BailiwickError]
) -> None:
    ada = cast.ada

    def elsewhere() -> BailiwickError | None:
        try:
            second(ada)
        except BailiwickError as refused:
            return refused
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(1) as pool:
        with tenant.scope(ada.organization_id):
            first(ada)
            waiting = pool.submit(elsewhere)
            wait_until_all_wait(1)
        outcome = waiting.result(timeout=30)
    assert isinstance(outcome, refusal), outcome


def test_the_form_of_the_matrix_shows_both_when_somebody_was_first(cast: Cast, browser: Browser) -> None:
    ada = browser.as_("ada")
    typed = {f"cell_{key}": value for key, value in DEFAULT_MATRIX.items()} | {"cell_33": 4, "based_on": 1}
    arranging.revise_matrix(FLAT, by=cast.ada)
    answer = ada.post("/matrices/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not saved yet" in page and "after you had opened it" in page
    assert 'name="based_on" id="field-based_on" value="2"' in page
    assert ada.post("/matrices/new/", {**typed, "based_on": 2}).status_code == 303
