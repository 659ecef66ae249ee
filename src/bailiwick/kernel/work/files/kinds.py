"""The type of a file by its content, whatever its name says."""

from pathlib import Path

from bailiwick.kernel.base.errors import Invalid

HEAD = 512

SIGNATURES: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"GIF8", "image/gif", (".gif",)),
    (b"RIFF", "image/webp", (".webp", ".wav", ".avi")),
    (b"%PDF-", "application/pdf", (".pdf",)),
    (
        b"PK\x03\x04",
        "application/zip",
        (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".epub"),
    ),
    (b"\x1f\x8b", "application/gzip", (".gz", ".tgz")),
    (b"MZ", "application/x-msdownload", (".exe", ".dll", ".msi")),
    (b"\x7fELF", "application/x-elf", (".so", "")),
)


def recognised(head: bytes, name: str) -> str:
    """The media type by content; raises Invalid when the name claims another type than the content has."""
    suffix = Path(name).suffix.lower()
    for signature, media_type, suffixes in SIGNATURES:
        if head.startswith(signature):
            if suffix not in suffixes and _is_claimed(suffix):
                raise Invalid({"file": f"The name says {suffix}, the content is {media_type}."})
            return media_type
    if _is_claimed(suffix):
        raise Invalid({"file": f"The name says {suffix}, the content is something else."})
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _is_claimed(suffix: str) -> bool:
    return any(suffix and suffix in suffixes for _, _, suffixes in SIGNATURES)


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head[:-3].decode() if len(head) > 3 else head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8
    return True
