"""The texts and digests that the tree commits to."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.ledger import merkle
from bailiwick.kernel.ledger.leaf import (
    NO_CHANGES,
    Leaf,
    LeafError,
    RowChange,
    changes_digest,
    microseconds,
    salted_digest,
)

LEAF = Leaf(
    event_id=12,
    verb="incident.resolve",
    actor_kind="person",
    actor_id=7,
    subject_type="resolution.incident",
    subject_id=42,
    occurred_at=1_740_000_000_000_001,
    recorded_at=1_740_000_000_000_002,
    payload_digest=b"\xaa" * 32,
)
TEXT = (
    "1\t12\tincident.resolve\tperson\t7\tresolution.incident\t42\t1740000000000001\t1740000000000002\t"
    + "aa" * 32
    + "\t0\te3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

ids = st.integers(0, 2**63 - 1)
times = st.integers(-(2**63) + 1, 2**63 - 1)
words = st.from_regex(r"[a-z0-9_.]{1,40}", fullmatch=True)
digests = st.binary(min_size=32, max_size=32)


def test_the_text_is_exactly_this() -> None:
    assert LEAF.text == TEXT
    assert LEAF.hash == merkle.leaf_hash(TEXT.encode())


@given(st.builds(Leaf, ids, words, words, ids, words | st.just(""), ids, times, times, digests, ids, digests))
def test_text_round_trip(leaf: Leaf) -> None:
    assert Leaf.parse(leaf.text) == leaf


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": ""},
        {"verb": "a\tb"},
        {"verb": "a\n"},
        {"verb": "Résolu"},
        {"subject_type": "a b"},
        {"actor_kind": ""},
        {"actor_id": -1},
        {"subject_id": 2**63},
        {"occurred_at": -(2**63)},
        {"payload_digest": b"short"},
        {"changes_digest": b""},
    ],
    ids=str,
)
def test_a_field_cannot_break_the_line(fields: dict[str, Any]) -> None:
    with pytest.raises(LeafError):
        replace(LEAF, **fields)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT + "\n",
        TEXT + "\t",
        TEXT.replace("1\t12", "2\t12", 1),
        TEXT.replace("\t12\t", "\t012\t"),
        TEXT.replace("\t12\t", "\t-12\t"),
        TEXT.replace("\t1740000000000001\t", "\t-0\t"),
        TEXT.replace("\t1740000000000001\t", "\t+1\t"),
        TEXT.replace("\t7\t", "\t٧\t"),
        TEXT.replace("\t7\t", "\t9999999999999999999\t"),
        TEXT.replace("aa", "AA"),
        TEXT.replace("\t0\t", "\t\t"),
    ],
)
def test_other_texts_are_no_leaf(text: str) -> None:
    with pytest.raises(LeafError):
        Leaf.parse(text)


def test_microseconds_are_exact_before_and_after_1970() -> None:
    assert microseconds(datetime(2025, 2, 19, 21, 20, 0, 999_999, UTC)) == 1_740_000_000_999_999
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)) == -1
    assert microseconds(datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))) == 0
    assert microseconds(datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)) == 253_402_300_799_999_999


def test_microseconds_need_a_zone() -> None:
    with pytest.raises(LeafError):
        microseconds(datetime(2025, 1, 1))  # noqa: DTZ001


def test_salted_digest() -> None:
    salt = bytes(range(16))
    assert salted_digest(salt, "naïve") == hashlib.sha256(salt + "naïve".encode()).digest()
    with pytest.raises(LeafError):
        salted_digest(salt[:-1], "naïve")


def test_changes_digest() -> None:
    assert changes_digest([]) == NO_CHANGES
    assert changes_digest([b"a" * 32, b"b" * 32]) == hashlib.sha256(b"a" * 32 + b"b" * 32).digest()
    with pytest.raises(LeafError):
        changes_digest([b"short"])


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (RowChange("party", 3, "I", "", '{"a": 1}'), 'party\t3\tI\t\t{"a": 1}'),
        (RowChange("party", 3, "U", '{"a": 1}', "{}"), 'party\t3\tU\t{"a": 1}\t{}'),
        (RowChange("party", 3, "D", "{}", ""), "party\t3\tD\t{}\t"),
    ],
)
def test_change_text(change: RowChange, text: str) -> None:
    assert change.text == text


@pytest.mark.parametrize(
    "change",
    [
        RowChange("party", 3, "I", "{}", "{}"),
        RowChange("party", 3, "I", "", ""),
        RowChange("party", 3, "D", "", "{}"),
        RowChange("party", 3, "U", "", "{}"),
        RowChange("party", 3, "X", "{}", "{}"),
        RowChange("party", -3, "U", "{}", "{}"),
        RowChange("par\tty", 3, "U", "{}", "{}"),
        RowChange("party", 3, "U", "{\t}", "{}"),
        RowChange("party", 3, "U", "{}", "{}\n"),
    ],
    ids=str,
)
def test_other_changes_have_no_text(change: RowChange) -> None:
    with pytest.raises(LeafError):
        _ = change.text
