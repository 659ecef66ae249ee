"""Only the harmless part of YAML is read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.process import strict_yaml


def test_scalars_stay_texts_and_empty_ones_are_nothing() -> None:
    text = "a: 8.6\nb: no\nc: 2024-01-01\nd:\ne: ~\nf: '~'\ng: [x, {h: 'y'}]"
    assert strict_yaml.read(text) == {
        "a": "8.6",
        "b": "no",
        "c": "2024-01-01",
        "d": None,
        "e": None,
        "f": "~",
        "g": ["x", {"h": "y"}],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3", "Line 3: the key 'a' is there twice"),
        ("a: &x [1]\nb: *x", "Line 1: anchors and aliases"),
        ("a: 1\nb: *x", "Line 2: anchors and aliases"),
        ("a: !!python/object:os.system x", "tags are not read"),
        ("<<: {a: 1}", "merges are not read"),
        ("a: 1\n---\nb: 2", "only one document"),
        ("? [a]\n: b", "a key must be text"),
        ("~: b", "a key must be text"),
        ("a: [1", "Not YAML"),
        ("a: \x00", "Not YAML"),
        ("[" * 13 + "]" * 13, "deeper than 12 levels"),
        ("[" * 100_000, "deeper than 12 levels"),
        ("[" + "," * 30_000 + "]", "Not YAML"),
        ("- a\n" * 20_001, "more than 20000 values"),
        ("a" * (256 * 1024 + 1), "larger than 256 KiB"),
        (b"a: \xff", "not UTF-8 (byte 3)"),
    ],
)
def test_refused(text: str | bytes, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        strict_yaml.read(text)
    assert said in refusal.value.fields[""]


def test_twelve_levels_are_read() -> None:
    assert strict_yaml.read("[" * 12 + "]" * 12) is not None


@given(st.text() | st.binary())
def test_anything_is_read_or_refused(text: str | bytes) -> None:
    with suppress(Invalid):
        tree = strict_yaml.read(text)
        assert tree is None or isinstance(tree, str | list | dict)
