"""C2SP signed notes with Ed25519 and tlog-checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = b"\x01"
KEY_SIZE = 32
KEY_ID_SIZE = 4
SIGNATURE_SIZE = 64
ROOT_SIZE = 32
MAX_NOTE_SIZE = 1_000_000
MAX_SIGNATURES = 100
MAX_TREE_SIZE = 2**63 - 1
_DASH = "\N{EM DASH} "
_SIZE = re.compile("0|[1-9][0-9]{0,18}")


class NoteError(ValueError):
    """A key, note or checkpoint that does not have its form, or whose signature does not hold.

    ``code`` is stable: key-form, key-name, key-base64, key-id, key-algorithm, note-size, note-utf8,
    note-control-character, note-text, note-signatures, signature-form, signature-base64, signature-none,
    signature-bad, checkpoint-form, checkpoint-origin, checkpoint-size, checkpoint-root, checkpoint-extension.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def origin(organization_uuid: object) -> str:
    """The name of an organization's ledger, and of the key that signs its checkpoints."""
    return f"bailiwick/{organization_uuid}"


def _decode_base64(text: str, code: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(code, "not base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError(code, "base64 that is not in its only canonical form")
    return data


def _check_name(name: str, code: str) -> None:
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise NoteError(code, "a key name is not empty and has no space and no plus sign")


def key_id(name: str, public: bytes) -> bytes:
    """The first four bytes of SHA-256(name || 0x0A || 0x01 || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + ALGORITHM + public).digest()[:KEY_ID_SIZE]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key and the name under which it signs."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name, "key-name")
        if len(self.public) != KEY_SIZE:
            raise NoteError("key-form", "an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """The four bytes that announce this key in a signature."""
        return key_id(self.name, self.public)

    @property
    def vkey(self) -> str:
        """The key as text: name, key id in hex and base64 of algorithm and key, joined by plus signs."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ALGORITHM + self.public).decode()}"

    @classmethod
    def from_vkey(cls, vkey: str) -> Self:
        """Read a ``vkey``; NoteError with a key-… code when it is not one."""
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise NoteError("key-form", "a key is written name+id+key")
        name, identifier, encoded = parts
        _check_name(name, "key-name")
        data = _decode_base64(encoded, "key-base64")
        if data[:1] != ALGORITHM or len(data) != 1 + KEY_SIZE:
            raise NoteError("key-algorithm", "not an Ed25519 key")
        if identifier != key_id(name, data[1:]).hex():
            raise NoteError("key-id", "the key id does not belong to this name and key")
        return cls(name, data[1:])

    def verify(self, text: str, signature: bytes) -> bool:
        """Whether the 64-byte signature over the note's text is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key, made from its 32-byte seed, and the name under which it signs."""

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != KEY_SIZE:
            raise NoteError("key-form", "an Ed25519 seed has 32 bytes")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._private.public_key().public_bytes_raw())
        self.name = name

    @property
    def vkey(self) -> str:
        """The public key as text, for those who verify."""
        return self.verifier.vkey

    def line(self, text: str) -> str:
        """The signature line over a note's text."""
        signature = self.verifier.key_id + self._private.sign(text.encode())
        return f"{_DASH}{self.name} {base64.b64encode(signature).decode()}\n"


class Signature(NamedTuple):
    """One signature line of a note, not yet verified."""

    name: str
    key_id: bytes
    signature: bytes


class Opened(NamedTuple):
    """A note whose signature held: its text, and the names of the known keys that signed it."""

    text: str
    signed_by: tuple[str, ...]


def _check_text(text: str) -> None:
    if not text.endswith("\n") or text == "\n":
        raise NoteError("note-text", "a note's text is not empty and ends in a newline")
    if any(c < " " and c != "\n" for c in text):
        raise NoteError("note-control-character", "a note has no control characters")


def sign_note(text: str, *signers: Signer) -> str:
    """The note of this text, signed by each signer; the text must end in a newline."""
    if not signers:
        raise NoteError("note-signatures", "a note needs a signer")
    _check_text(text)
    return text + "\n" + "".join(signer.line(text) for signer in signers)


def _parse_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise NoteError("signature-form", "a signature line is: dash, key name, base64")
    _check_name(name, "signature-form")
    data = _decode_base64(encoded, "signature-base64")
    if len(data) <= KEY_ID_SIZE:
        raise NoteError("signature-form", "a signature begins with the four bytes of its key id")
    return Signature(name, data[:KEY_ID_SIZE], data[KEY_ID_SIZE:])


def parse_note(note: str | bytes) -> tuple[str, list[Signature]]:
    """Split a note into text and signatures, unverified; NoteError with the code of the first fault."""
    if len(note) > MAX_NOTE_SIZE:
        raise NoteError("note-size", f"a note has at most {MAX_NOTE_SIZE} bytes")
    try:
        whole = note.decode() if isinstance(note, bytes) else note.encode().decode()
    except UnicodeError as error:
        raise NoteError("note-utf8", "a note is UTF-8") from error
    body, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise NoteError("note-signatures", "a note ends in a blank line and signature lines")
    _check_text(body + "\n")
    if any(c < " " and c != "\n" for c in tail):
        raise NoteError("note-control-character", "a note has no control characters")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError("note-signatures", f"a note has at most {MAX_SIGNATURES} signatures")
    return body + "\n", [_parse_signature(line) for line in lines]


def open_note(note: str | bytes, verifiers: Sequence[Verifier]) -> Opened:
    """The text of a note that at least one of the verifiers signed.

    NoteError signature-bad when a known key's signature does not hold, signature-none when none signed.
    """
    text, signatures = parse_note(note)
    signed_by: list[str] = []
    for signature in signatures:
        for verifier in verifiers:
            if (verifier.name, verifier.key_id) != (signature.name, signature.key_id):
                continue
            if len(signature.signature) != SIGNATURE_SIZE or not verifier.verify(text, signature.signature):
                raise NoteError("signature-bad", f"the signature of {verifier.name} does not hold")
            signed_by.append(verifier.name)
    if not signed_by:
        raise NoteError("signature-none", "no known key has signed this note")
    return Opened(text, tuple(signed_by))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a tree: whose ledger, how many leaves, and the 32-byte root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.origin or any(c < " " for c in self.origin):
            raise NoteError("checkpoint-origin", "an origin is one line and not empty")
        if not 0 <= self.size <= MAX_TREE_SIZE:
            raise NoteError("checkpoint-size", "a tree size is a number of 63 bits")
        if len(self.root) != ROOT_SIZE:
            raise NoteError("checkpoint-root", "a root has 32 bytes")
        if any(not line or any(c < " " for c in line) for line in self.extensions):
            raise NoteError("checkpoint-extension", "an extension is one line and not empty")

    def render(self) -> str:
        """The checkpoint as a note's text."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note's text as a checkpoint; NoteError with a checkpoint-… code when it is not one."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise NoteError(
                "checkpoint-form", "a checkpoint has at least three lines, each ending in a newline"
            )
        name, size, encoded, *extensions = lines[:-1]
        if not _SIZE.fullmatch(size):
            raise NoteError("checkpoint-size", "a tree size is a decimal number without leading zeroes")
        return cls(name, int(size), _decode_base64(encoded, "checkpoint-root"), tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer, *others: Signer) -> str:
    """The checkpoint as a note signed by the ledger's own key (and others, such as witnesses)."""
    if signer.name != checkpoint.origin:
        raise NoteError("checkpoint-origin", "a ledger's key has the name of its origin")
    return sign_note(checkpoint.render(), signer, *others)


def open_checkpoint(note: str | bytes, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint of a note signed by a known key of its own origin; NoteError otherwise."""
    opened = open_note(note, verifiers)
    checkpoint = Checkpoint.parse(opened.text)
    if checkpoint.origin not in opened.signed_by:
        raise NoteError("signature-none", "no known key of this origin has signed the checkpoint")
    return checkpoint
