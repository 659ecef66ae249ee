"""Parties: customers, suppliers and own units."""

import pytest

from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Stale
from bailiwick.kernel.identity import operations as ops
from tests.cast import Cast


def test_a_party_is_added_below_another(cast: Cast) -> None:
    branch = ops.add_party("Quay Foods North", by=cast.ada, kind="customer", parent=cast.quay)
    assert (branch.parent_id, branch.kind) == (cast.quay.pk, "customer")


@pytest.mark.parametrize(
    ("name", "kind", "field"),
    [("", "customer", "name"), ("quay foods", "supplier", "name"), ("Pier", "friend", "kind")],
)
def test_what_cannot_be_added(cast: Cast, name: str, kind: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        ops.add_party(name, by=cast.ada, kind=kind)
    assert list(caught.value.fields) == [field]


def test_another_organization_may_use_the_same_name(cast: Cast) -> None:
    assert ops.add_party("Quay Foods", by=cast.zoe, kind="customer").pk


def test_a_party_is_revised(cast: Cast) -> None:
    revised = ops.revise_party(cast.quay, by=cast.ada, name="Quay & Sons", kind="supplier", parent=cast.rope)
    assert (revised.name, revised.kind, revised.parent_id, revised.version) == (
        "Quay & Sons",
        "supplier",
        cast.rope.pk,
        2,
    )
    with pytest.raises(Invalid):
        ops.revise_party(cast.quay, by=cast.ada, name="rope & sail")
    with pytest.raises(Stale):
        ops.revise_party(cast.quay, by=cast.ada, name="Quay", expected_version=1)


def test_a_party_never_lies_below_itself(cast: Cast) -> None:
    middle = ops.add_party("Middle", by=cast.ada, kind="customer", parent=cast.quay)
    lowest = ops.add_party("Lowest", by=cast.ada, kind="customer", parent=middle)
    for parent in (cast.quay, middle, lowest):
        with pytest.raises(Invalid) as caught:
            ops.revise_party(cast.quay, by=cast.ada, parent=parent)
        assert list(caught.value.fields) == ["parent"]
    assert ops.revise_party(lowest, by=cast.ada, parent=cast.quay).parent_id == cast.quay.pk


def test_a_party_is_retired_when_nobody_depends_on_it(cast: Cast) -> None:
    below = ops.add_party("Below", by=cast.ada, kind="customer", parent=cast.quay)
    with pytest.raises(Invalid, match="still have access"):
        ops.retire_party(cast.quay, by=cast.ada, reason="Contract over")
    ops.disable_person(cast.people["cora"], by=cast.ada, reason="Left")
    with pytest.raises(Invalid, match="below"):
        ops.retire_party(cast.quay, by=cast.ada, reason="Contract over")
    ops.retire_party(below, by=cast.ada, reason="Contract over")
    with pytest.raises(Invalid):
        ops.retire_party(cast.quay, by=cast.ada, reason="")
    assert ops.retire_party(cast.quay, by=cast.ada, reason="Contract over").retired_at is not None


def test_a_retired_party_stays_as_it_is(cast: Cast) -> None:
    pier = ops.retire_party(ops.add_party("Pier", by=cast.ada, kind="unit"), by=cast.ada, reason="Closed")
    with pytest.raises(NotAllowedNow):
        ops.retire_party(pier, by=cast.ada, reason="Closed")
    with pytest.raises(NotAllowedNow):
        ops.revise_party(pier, by=cast.ada, name="Jetty")
    with pytest.raises(Invalid):
        ops.add_party("Plank", by=cast.ada, kind="unit", parent=pier)
