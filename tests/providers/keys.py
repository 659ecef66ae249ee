"""Keys and certificates for providers of tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Pair:
    """A private key and a certificate that it signed itself."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    def written(self, folder: Path) -> tuple[str, str]:
        """The files of the two."""
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        key.write_bytes(
            self.key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
        certificate.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return str(key), str(certificate)


def made(name: str = "localhost") -> Pair:
    """A new pair, good for a day."""
    key = rsa.generate_private_key(65537, 2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        issuer_name=called,
        subject_name=called,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(hours=1),
        not_valid_after=now + timedelta(days=1),
    ).add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return Pair(key, builder.sign(key, SHA256()))
