"""Packs made to harm or mislead the verifier: every one ends in a plain answer, none in a crash or a pass."""

import base64
import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.ledger.leaf import Leaf, changes_digest, salted_digest
from bailiwick.kernel.ledger.notes import sign_note
from bailiwick.kernel.ledger.pack import PackedChange
from bailiwick.verify import bailiwick_verify
from bailiwick.verify.tests.make_vectors import (
    FOLDER,
    GENUINE,
    NEIGHBOUR,
    OPERATOR,
    ORIGIN,
    REWRITTEN,
    Vector,
    leaf_hashes,
    with_proofs,
)

KEY = (FOLDER / "operator.vkey").read_text("utf-8").strip()
Entries = dict[str, bytes]
Answer = tuple[int, list[str], str]


def vkey_of(size: int) -> str:
    """A vkey, right but for the size of its key."""
    data = b"\x01" + bytes(size)
    key_id = hashlib.sha256(ORIGIN.encode() + b"\n" + data).hexdigest()[:8]
    return f"{ORIGIN}+{key_id}+{base64.b64encode(data).decode()}"


def good(name: str = "good-full") -> Entries:
    with zipfile.ZipFile(FOLDER / f"{name}.zip") as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def zipped(entries: Entries, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Judge the bytes of a pack: exit status, codes found, everything printed."""

    def judged(data: bytes, *arguments: str) -> Answer:
        path = tmp_path / "pack.zip"
        path.write_bytes(data)
        status = bailiwick_verify.main([str(path), "--key", KEY, "--json", *arguments])
        printed = capsys.readouterr()
        codes = sorted(json.loads(printed.out)["counts"]) if printed.out else []
        return status, codes, printed.out + printed.err

    return judged


def replaced(name: str, old: bytes, new: bytes, pack: str = "good-full") -> bytes:
    entries = good(pack)
    assert old in entries[name]
    return zipped(entries | {name: entries[name].replace(old, new, 1)})


@pytest.mark.parametrize("data", [b"", b"no zip", zipped({})[:10]], ids=len)
def test_what_is_no_zip_is_unusable(data: bytes, judge: Callable[..., Answer]) -> None:
    status, codes, text = judge(data)
    assert (status, codes) == (2, [])
    assert "cannot be read as a zip" in text


def test_a_missing_file_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    assert bailiwick_verify.main(["/nowhere/pack.zip"]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "key", ["", "nonsense", "a+b+c", KEY[:-2], KEY.replace("6f0c", "6f0d", 1), vkey_of(31), vkey_of(33)]
)
def test_a_key_that_is_none_is_unusable(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bailiwick_verify.main([str(FOLDER / "good-full.zip"), "--key", key]) == 2
    assert "--key" in capsys.readouterr().err


def test_a_saved_checkpoint_has_to_be_the_auditors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved"
    for text in ("nothing", (FOLDER / "saved-8.checkpoint").read_text("utf-8").replace("\n8\n", "\n7\n")):
        saved.write_text(text, encoding="utf-8")
        command = [str(FOLDER / "good-full.zip"), "--key", KEY, "--checkpoint", str(saved)]
        assert bailiwick_verify.main(command) == 2
        assert "saved" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["pack.json", "checkpoint", "events.jsonl"])
def test_a_missing_entry(name: str, judge: Callable[..., Answer]) -> None:
    entries = good()
    del entries[name]
    assert judge(zipped(entries))[:2] == (1, ["malformed"])


@pytest.mark.parametrize(
    "name",
    ["../events.jsonl", "/etc/passwd", "readme.html", "checkpoints/../x", "checkpoints/08", "events.jsonl "],
)
def test_an_entry_that_no_pack_has(name: str, judge: Callable[..., Answer]) -> None:
    assert judge(zipped(good() | {name: b""}))[:2] == (1, ["malformed"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_entry_twice(judge: Callable[..., Answer]) -> None:
    target = io.BytesIO(zipped(good()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("events.jsonl", b"")
    assert judge(target.getvalue())[:2] == (1, ["malformed"])


def test_a_bomb_is_refused_before_it_is_unpacked(judge: Callable[..., Answer]) -> None:
    status, _, text = judge(zipped(good() | {"events.jsonl": bytes(5_000_000)}), "--max-bytes", "4000000")
    assert status == 2
    assert "more than 4000000 bytes" in text


def test_an_entry_that_lies_about_its_size_is_cut_there(judge: Callable[..., Answer]) -> None:
    data = zipped(good() | {"events.jsonl": bytes(5_000_000)})
    assert data.count(struct.pack("<L", 5_000_000)) == 2
    assert judge(data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 100)))[:2] == (1, ["malformed"])


def test_a_line_without_end(judge: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bailiwick_verify, "MAX_LINE", 1000)
    status, codes, text = judge(zipped(good() | {"events.jsonl": b" " * 2000 + b"\n"}))
    assert (status, codes) == (1, ["malformed"])
    assert "too long" in text


def test_a_small_entry_that_is_large(judge: Callable[..., Answer]) -> None:
    status, codes, text = judge(zipped(good() | {"checkpoint": bytes(2_000_000)}))
    assert (status, codes) == (1, ["malformed"])
    assert "longer than it can be" in text


def test_another_compression_is_refused(judge: Callable[..., Answer]) -> None:
    assert judge(zipped(good(), zipfile.ZIP_LZMA))[:2] == (1, ["malformed"])


def test_an_encrypted_entry_is_refused(judge: Callable[..., Answer]) -> None:
    data = bytearray(zipped(good(), zipfile.ZIP_STORED))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    status, codes, text = judge(bytes(data))
    assert (status, codes) == (1, ["malformed"])
    assert "is encrypted, or packed" in text


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'{"index":0', b'{"index":0,"index":0', "a key twice"),
        (b'{"index":0', b'{"extra":1,"index":0', "exactly the keys"),
        (b'{"index":0', b'{"index":0.0', "natural number"),
        (b'{"index":0', b'{"index":false', "natural number"),
        (b'{"index":0', b'{"index":-1', "natural number"),
        (b'{"index":0', b'{"index":' + b"9" * 5000, "is not JSON"),
        (b'{"index":0', b'{"index":9223372036854775808', "natural number"),
        (b'{"index":0', b'{"index":NaN', "natural number"),
        (b'{"index":0', b'{"index":[]', "natural number"),
        (b'{"index":0', b'{"index":' + b"[" * 200_000, "is not JSON"),
        (b'{"index":0', b'[{"index":0', "is not JSON"),
        (b'"payload":"', b'"payload":"\\ud800', "UTF-8 cannot hold"),
        (b'"payload":"', b'"payload":"\xff', "UTF-8"),
        (b'"salt":"', b'"salt":"00', "salt of 16 bytes"),
        (b'"leaf":"1\\t', b'"leaf":"2\\t', "not a leaf"),
        (b'"leaf":"1\\t', b'"leaf":"1\\n\\t', "not a leaf"),
        (b'"changes":[]', b'"changes":null', "a list"),
        (b'"changes":[]', b'"changes":[null]', "not a change"),
        (b'"changes":[]', b'"changes":[{}]', "not a change"),
        (b'"digest":"', b'"digest":"00', "without a digest"),
        (b"\n", b"\n\n", "is not JSON"),
    ],
    ids=lambda part: repr(part[:30]),
)
def test_a_line_that_is_no_event(old: bytes, new: bytes, reason: str, judge: Callable[..., Answer]) -> None:
    status, codes, text = judge(replaced("events.jsonl", old, new))
    assert (status, codes) == (1, ["malformed"])
    assert reason in text


def sealed_over(change: PackedChange, count: int, tmp_path: Path) -> bytes:
    """A ledger whose operator sealed one event with this change and this number of changes."""
    leaf = Leaf.parse(GENUINE[0].leaf)
    leaf = replace(leaf, change_count=count, changes_digest=changes_digest([change.digest]))
    events = [replace(GENUINE[0], leaf=leaf.text, changes=(change,))]
    Vector("sealed", "", events, signs=events).write(tmp_path / "sealed.zip")
    return (tmp_path / "sealed.zip").read_bytes()


def test_a_sealed_change_that_is_none(judge: Callable[..., Answer], tmp_path: Path) -> None:
    for text, verdict in (("nonsense", (1, ["malformed"])), ("party\t1\tD\t{}\t", (0, []))):
        change = PackedChange(salted_digest(bytes(16), text), text, bytes(16))
        assert judge(sealed_over(change, 1, tmp_path))[:2] == verdict


def test_a_sealed_count_of_changes_that_is_wrong(judge: Callable[..., Answer], tmp_path: Path) -> None:
    change = PackedChange(bytes(32), None, None)
    assert judge(sealed_over(change, 1, tmp_path))[:2] == (0, [])
    assert judge(sealed_over(change, 2, tmp_path))[:2] == (1, ["swapped-payload"])


def test_an_erased_payload_keeps_no_salt(judge: Callable[..., Answer]) -> None:
    salt = GENUINE[0].salt
    assert salt is not None
    old = f'"salt":"{salt.hex()}"'.encode()
    assert judge(replaced("events.jsonl", old, b'"salt":null'))[:2] == (1, ["malformed"])


def test_the_last_line_has_to_end(judge: Callable[..., Answer]) -> None:
    entries = good()
    entries["events.jsonl"] = entries["events.jsonl"][:-1]
    assert judge(zipped(entries))[:2] == (1, ["malformed"])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pack.json", b"bailiwick-pack/1", b"bailiwick-pack/2"),
        ("pack.json", b'"full"', b'"whole"'),
        ("pack.json", b'"tree_size":12', b'"tree_size":"12"'),
        ("pack.json", b'"tree_size":12', b'"tree_size":11'),
        ("pack.json", b"2025-03-01T", b"yesterday "),
        ("pack.json", b"a3f001", b"a3f002"),
        ("checkpoint", b"\n12\n", b"\n012\n"),
        ("checkpoint", b"\n12\n", b"\n12\n\n"),
        ("checkpoint", b"\n12\n", b"\n12\r\n"),
        ("checkpoint", b"bailiwick/", b"\x1b[2J/"),
        ("checkpoint", b"=\n\n", b"=\n\x1b[2J\n\n"),
        ("checkpoint", b"\n12\n", b"\n12\nAAAA\n"),
        ("checkpoints/5", b"\n5\n", b"\n6\n"),
        ("consistency.jsonl", b'"new":12', b'"new":13'),
        ("consistency.jsonl", b'"old":8', b'"old":5'),
        ("consistency.jsonl", b'"proof":["', b'"proof":["00'),
    ],
)
def test_a_small_part_that_is_malformed(
    name: str, old: bytes, new: bytes, judge: Callable[..., Answer]
) -> None:
    assert judge(replaced(name, old, new))[:2] == (1, ["malformed"])


def test_index_numbers_that_lie_over_genuine_events(judge: Callable[..., Answer]) -> None:
    assert judge(replaced("events.jsonl", b'"index":3', b'"index":30'))[:2] == (1, ["malformed"])


def test_leaves_that_lie_over_genuine_events(judge: Callable[..., Answer]) -> None:
    assert judge(zipped(good() | {"leaves": bytes(32 * 12)}))[:2] == (1, ["malformed"])


def test_forged_leaves_cannot_excuse_forged_events(judge: Callable[..., Answer]) -> None:
    entries = good("edited")
    for forged in (leaf_hashes(REWRITTEN), [bytes(32), *leaf_hashes(GENUINE)[1:]]):
        status, codes, text = judge(zipped(entries | {"leaves": b"".join(forged)}))
        assert (status, codes) == (1, ["edited"])
        assert "nothing shows which" in text


def test_a_consistency_proof_twice(judge: Callable[..., Answer]) -> None:
    proofs = good()["consistency.jsonl"]
    assert judge(zipped(good() | {"consistency.jsonl": proofs + proofs}))[:2] == (1, ["malformed"])


def test_a_consistency_proof_that_does_not_hold(judge: Callable[..., Answer]) -> None:
    entries = good()
    lines = [json.loads(line) for line in entries["consistency.jsonl"].splitlines()]
    lines[0]["proof"][0] = "00" * 32
    entries["consistency.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    assert judge(zipped(entries))[:2] == (1, ["malformed"])


def test_another_key_planted_in_the_pack(judge: Callable[..., Answer]) -> None:
    assert OPERATOR.vkey.encode() in good()["pack.json"]
    stranger = json.loads(good("wrong-key")["pack.json"])["vkey"]
    data = replaced("pack.json", OPERATOR.vkey.encode(), stranger.encode())
    assert judge(data)[:2] == (1, ["wrong-key"])


def test_a_ledgers_key_signs_for_no_other_ledger(judge: Callable[..., Answer]) -> None:
    text = good("wrong-ledger")["checkpoint"].decode().partition("\n\n")[0] + "\n"
    head = good("wrong-ledger")["pack.json"].replace(NEIGHBOUR.vkey.encode(), OPERATOR.vkey.encode())
    signed = {"pack.json": head, "checkpoint": sign_note(text, OPERATOR).encode()}
    assert judge(zipped(good("wrong-ledger") | signed))[:2] == (1, ["wrong-key"])


def test_too_many_signatures(judge: Callable[..., Answer]) -> None:
    checkpoint = good()["checkpoint"]
    line = checkpoint.rpartition(b"\n\n")[2]
    assert judge(zipped(good() | {"checkpoint": checkpoint + 99 * line}))[:2] == (0, [])
    assert judge(zipped(good() | {"checkpoint": checkpoint + 100 * line}))[:2] == (1, ["malformed"])


def test_a_signature_has_one_spelling(judge: Callable[..., Answer]) -> None:
    checkpoint = good()["checkpoint"]
    assert checkpoint.endswith(b"M=\n")
    data = zipped(good() | {"checkpoint": checkpoint[:-3] + b"N=\n"})
    assert judge(data)[:2] == (1, ["malformed"])


def partial(events_of: list[int], **fields: int) -> bytes:
    entries = good("good-partial")
    lines = []
    for event in with_proofs(GENUINE, events_of):
        assert event.proof is not None
        content = {"index": event.index, "leaf": event.leaf, "salt": None, "payload": None} | fields
        changes = [{"text": None, "salt": None, "digest": change.digest.hex()} for change in event.changes]
        proof = [step.hex() for step in event.proof]
        lines.append(json.dumps(content | {"changes": changes, "proof": proof}) + "\n")
    return zipped(entries | {"events.jsonl": "".join(lines).encode()})


def test_a_partial_pack_cannot_repeat_or_shuffle(judge: Callable[..., Answer]) -> None:
    assert judge(partial([2, 7]))[:2] == (0, [])
    assert judge(partial([7, 2]))[:2] == (1, ["reordered"])
    assert judge(partial([2, 2]))[:2] == (1, ["reordered"])


def test_a_partial_pack_cannot_move_an_event(judge: Callable[..., Answer]) -> None:
    assert judge(partial([2], index=3))[:2] == (1, ["edited"])
    assert judge(partial([2], index=12))[:2] == (1, ["inserted"])


def test_a_partial_pack_has_no_leaves(judge: Callable[..., Answer]) -> None:
    leaves = b"".join(leaf_hashes(GENUINE))
    assert judge(zipped(good("good-partial") | {"leaves": leaves}))[:2] == (1, ["malformed"])


def test_many_findings_are_counted_and_few_listed(
    judge: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bailiwick_verify, "MAX_LISTED", 2)
    report = json.loads(judge(zipped(good() | {"events.jsonl": b""}))[2])
    assert report["counts"] == {"truncated": 12}
    assert len(report["findings"]) == 2


@given(data=st.data())
def test_no_changed_byte_of_the_archive_crashes_it(
    data: st.DataObject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = bytearray(zipped(good()))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "pack.zip"
    path.write_bytes(archive)
    assert bailiwick_verify.main([str(path), "--key", KEY]) in (0, 1, 2)
    capsys.readouterr()


@given(data=st.data())
def test_no_changed_digit_or_letter_of_the_events_passes(
    data: st.DataObject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = good()
    events = bytearray(entries["events.jsonl"])
    at = data.draw(st.integers(0, len(events) - 1).filter(lambda n: chr(events[n]).isalnum()))
    other = data.draw(st.sampled_from(b"0123456789abcdefxyz").filter(lambda c: c != events[at]))
    events[at] = other
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped(entries | {"events.jsonl": bytes(events)}))
    assert bailiwick_verify.main([str(path), "--key", KEY]) == 1
    capsys.readouterr()
