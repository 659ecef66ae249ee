"""Signed notes and checkpoints: the published C2SP note, round trips, and every malformed form."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.ledger import notes
from bailiwick.kernel.ledger.notes import Checkpoint, NoteError, Signer, Verifier

CASE = json.loads((Path(__file__).parent / "cases" / "merkle.json").read_text("utf-8"))["signed_note"]
ORIGIN = notes.origin("6f0c7f0a-2f0e-4c5b-9d52-0c9be1a3f001")
SIGNER = Signer(ORIGIN, bytes(range(32)))
OTHER = Signer(ORIGIN, bytes(32))
WITNESS = Signer("witness.example/w1", b"w" * 32)
HEAD = Checkpoint(ORIGIN, 7, b"r" * 32)
NOTE = notes.sign_checkpoint(HEAD, SIGNER)
TEXT, LINE = NOTE.split("\n\n")


def test_the_published_note_opens() -> None:
    opened = notes.open_note(CASE["note"], [Verifier.from_vkey(CASE["vkey"])])
    assert opened == ("This is an example message.\n", ("example.com/foo",))


def test_vkey_round_trip() -> None:
    assert Verifier.from_vkey(CASE["vkey"]).vkey == CASE["vkey"]
    assert Verifier.from_vkey(SIGNER.vkey) == SIGNER.verifier


def test_checkpoint_text_is_exactly_this() -> None:
    head = Checkpoint("example.com/log", 20852163, bytes.fromhex("0a" * 32), ("later line",))
    assert (
        head.render()
        == "example.com/log\n20852163\nCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo=\nlater line\n"
    )


@given(
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1), max_size=3),
)
def test_signed_checkpoint_round_trip(size: int, root: bytes, extensions: list[str]) -> None:
    head = Checkpoint(ORIGIN, size, root, tuple(extensions))
    assert notes.open_checkpoint(notes.sign_checkpoint(head, SIGNER).encode(), [SIGNER.verifier]) == head


def test_a_witness_may_sign_too_and_strangers_are_ignored() -> None:
    note = notes.sign_checkpoint(HEAD, SIGNER, WITNESS)
    assert notes.open_checkpoint(note, [SIGNER.verifier]) == HEAD
    assert notes.open_note(note, [SIGNER.verifier, WITNESS.verifier]).signed_by == (ORIGIN, WITNESS.name)


def test_a_witness_alone_does_not_make_a_checkpoint() -> None:
    with pytest.raises(NoteError) as caught:
        notes.open_checkpoint(notes.sign_note(HEAD.render(), WITNESS), [SIGNER.verifier, WITNESS.verifier])
    assert caught.value.code == "signature-none"


def test_one_known_signature_that_does_not_hold_spoils_the_note() -> None:
    bad = OTHER.line(HEAD.render() + "x\n")
    with pytest.raises(NoteError) as caught:
        notes.open_note(NOTE + bad, [SIGNER.verifier, OTHER.verifier])
    assert caught.value.code == "signature-bad"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("note-size", NOTE + "x" * 1_000_000),
        ("note-utf8", NOTE.encode() + b"\xff"),
        ("note-utf8", NOTE + "\ud800"),
        ("note-signatures", ""),
        ("note-signatures", TEXT + "\n" + LINE),
        ("note-signatures", NOTE[:-1]),
        ("note-signatures", f"{TEXT}\n\n" + LINE * 101),
        ("note-text", "\n\n" + LINE),
        ("note-control-character", NOTE.replace("7", "7\r")),
        ("note-control-character", NOTE.replace(LINE, LINE[:-1] + "\t\n")),
        ("note-signatures", f"{TEXT}\n\n"),
        ("signature-form", f"{TEXT}\n\n- {ORIGIN} AAAAAAA=\n"),
        ("signature-form", f"{TEXT}\n\n\N{EM DASH} {ORIGIN}\n"),
        ("signature-form", f"{TEXT}\n\n\N{EM DASH}  AAAAAAA=\n"),
        ("signature-form", f"{TEXT}\n\n\N{EM DASH} a+b AAAAAAA=\n"),
        ("signature-form", f"{TEXT}\n\n\N{EM DASH} {ORIGIN} AAAAAA==\n"),
        ("signature-base64", f"{TEXT}\n\n\N{EM DASH} {ORIGIN} ****\n"),
        ("signature-base64", f"{TEXT}\n\n\N{EM DASH} {ORIGIN} AAAAAAB=\n"),
        ("signature-base64", f"{TEXT}\n\n\N{EM DASH} {ORIGIN} é\n"),
        ("signature-none", f"{TEXT}\n\n{WITNESS.line(HEAD.render())}"),
        ("signature-none", f"{TEXT}\n\n{OTHER.line(HEAD.render())}"),
        ("signature-bad", NOTE.replace("\n7\n", "\n8\n")),
        ("signature-bad", f"{TEXT}\n\n\N{EM DASH} {ORIGIN} {encoded(SIGNER.verifier.key_id + b'short')}\n"),
        ("checkpoint-form", notes.sign_note("a\n1\n", SIGNER)),
        ("checkpoint-origin", notes.sign_note(f"\n1\n{encoded(bytes(32))}\n", SIGNER)),
        ("checkpoint-size", notes.sign_note(f"{ORIGIN}\n01\n{encoded(bytes(32))}\n", SIGNER)),
        ("checkpoint-size", notes.sign_note(f"{ORIGIN}\n-1\n{encoded(bytes(32))}\n", SIGNER)),
        ("checkpoint-size", notes.sign_note(f"{ORIGIN}\n٣\n{encoded(bytes(32))}\n", SIGNER)),
        (
            "checkpoint-size",
            notes.sign_note(f"{ORIGIN}\n9999999999999999999\n{encoded(bytes(32))}\n", SIGNER),
        ),
        ("checkpoint-root", notes.sign_note(f"{ORIGIN}\n1\n{encoded(bytes(31))}\n", SIGNER)),
        ("checkpoint-root", notes.sign_note(f"{ORIGIN}\n1\nnot base64\n", SIGNER)),
        ("checkpoint-extension", notes.sign_note(f"{ORIGIN}\n1\n{encoded(bytes(32))}\n\nx\n", SIGNER)),
    ],
)
def test_malformed_checkpoints_are_refused_by_name(code: str, note: str | bytes) -> None:
    with pytest.raises(NoteError) as caught:
        notes.open_checkpoint(note, [SIGNER.verifier])
    assert caught.value.code == code


NAME, KEY_ID, KEY = SIGNER.vkey.split("+", 2)


@pytest.mark.parametrize(
    ("code", "vkey"),
    [
        ("key-form", ""),
        ("key-form", f"{NAME}+{KEY_ID}"),
        ("key-name", f"+{KEY_ID}+{KEY}"),
        ("key-name", f"a b+{KEY_ID}+{KEY}"),
        ("key-base64", f"{NAME}+{KEY_ID}+{KEY}="),
        ("key-base64", f"{NAME}+{KEY_ID}+{KEY[:-1]}"),
        ("key-algorithm", f"{NAME}+{KEY_ID}+{encoded(bytes([2, *SIGNER.verifier.public]))}"),
        ("key-algorithm", f"{NAME}+{KEY_ID}+{encoded(bytes([1, *SIGNER.verifier.public[1:]]))}"),
        ("key-id", f"{NAME}x+{KEY_ID}+{KEY}"),
        ("key-id", f"{NAME}+{KEY_ID.upper()}+{KEY}"),
        ("key-id", f"{NAME}+00000000+{KEY}"),
    ],
)
def test_malformed_keys_are_refused_by_name(code: str, vkey: str) -> None:
    with pytest.raises(NoteError) as caught:
        Verifier.from_vkey(vkey)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("key-form", lambda: Signer(ORIGIN, b"short")),
        ("key-name", lambda: Signer("two words", bytes(32))),
        ("key-form", lambda: Verifier(ORIGIN, b"short")),
        ("note-signatures", lambda: notes.sign_note("text\n")),
        ("note-text", lambda: notes.sign_note("text", SIGNER)),
        ("note-text", lambda: notes.sign_note("\n", SIGNER)),
        ("note-control-character", lambda: notes.sign_note("a\tb\n", SIGNER)),
        ("checkpoint-origin", lambda: notes.sign_checkpoint(HEAD, WITNESS)),
        ("checkpoint-origin", lambda: Checkpoint("", 1, bytes(32))),
        ("checkpoint-size", lambda: Checkpoint(ORIGIN, -1, bytes(32))),
        ("checkpoint-root", lambda: Checkpoint(ORIGIN, 1, b"")),
        ("checkpoint-extension", lambda: Checkpoint(ORIGIN, 1, bytes(32), ("two\nlines",))),
    ],
)
def test_nothing_malformed_is_made(code: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(NoteError) as caught:
        make()
    assert caught.value.code == code
