"""Checking a detached digital signature (CMS, RFC 5652): is it over these very bytes, and by whose certificate.

Whether the certificate itself may be trusted (its chain, its revocation) is not asked here: the roots that the state
recognises are not shipped. Who shows the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from lachan.base.labels import Labelled

_SIGNED_DATA, _MESSAGE_DIGEST, _SIGNING_TIME = (
    bytes.fromhex(oid) for oid in ("2a864886f70d010702", "2a864886f70d010904", "2a864886f70d010905")
)
_PSS = bytes.fromhex("2a864886f70d01010a")
_HASHES: dict[bytes, type[hashes.HashAlgorithm]] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256, bytes.fromhex("608648016503040202"): hashes.SHA384,
    bytes.fromhex("608648016503040203"): hashes.SHA512,
}  # fmt: skip
_SEQUENCE, _SET, _ATTRIBUTES = 0x30, 0x31, 0xA0


class SignatureState(Labelled):
    HOLDS = "holds", "Chữ ký đúng với tệp này"
    OTHER = "other", "Chữ ký không phải trên tệp này"
    UNREAD = "unread", "Không đọc được chữ ký để kiểm tra"


@dataclass(frozen=True)
class Checked:
    """``who`` and ``issuer`` as the certificate has them; ``in_force``: it was when the signature says it was made."""

    state: SignatureState
    who: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    in_force: bool | None = None


@dataclass(frozen=True)
class _Node:
    """One element of DER: its tag, what is in it, and all its bytes."""

    tag: int
    body: bytes
    whole: bytes

    def parts(self) -> list[_Node]:
        return list(_nodes(self.body))


class _Unread(ValueError):
    pass


def checked(signature: bytes, data: bytes) -> Checked:
    """What the first signer of a detached CMS signature says about ``data``."""
    try:
        signed = _signed_data(signature)
        info = _signer(signed)
        certificate = _certificate(signature, info)
        return _asked(info, certificate, data)
    except (ValueError, IndexError, KeyError, UnsupportedAlgorithm):
        return Checked(SignatureState.UNREAD)


def _asked(info: list[_Node], certificate: x509.Certificate, data: bytes) -> Checked:
    hash_of = _HASHES[info[2].parts()[0].body]
    rest = info[3:]
    attributes = rest.pop(0) if rest[0].tag == _ATTRIBUTES else None
    algorithm, value = rest[0].parts()[0].body, rest[1].body
    found = {a.parts()[0].body: a.parts()[1].parts()[0] for a in attributes.parts()} if attributes else {}
    told, is_over = data, True
    if attributes:
        told = bytes([_SET]) + attributes.whole[1:]
        is_over = found[_MESSAGE_DIGEST].body == _digest(hash_of, data)
    holds = is_over and _verifies(certificate, algorithm, hash_of, value, told)
    at = _instant(found[_SIGNING_TIME]) if _SIGNING_TIME in found else None
    in_force = None if at is None else certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
    state = SignatureState.HOLDS if holds else SignatureState.OTHER
    return Checked(state, _named(certificate.subject), _named(certificate.issuer), at, in_force)


def _verifies(
    certificate: x509.Certificate, algorithm: bytes, hash_of: type[hashes.HashAlgorithm], value: bytes, told: bytes
) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            way: padding.AsymmetricPadding = padding.PKCS1v15()
            if algorithm == _PSS:
                way = padding.PSS(padding.MGF1(hash_of()), padding.PSS.AUTO)
            key.verify(value, told, way, hash_of())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, told, ec.ECDSA(hash_of()))
        else:
            raise _Unread
    except InvalidSignature:
        return False
    return True


def _signed_data(signature: bytes) -> list[_Node]:
    if b"-----BEGIN" in signature[:64]:
        raise _Unread  # armour holds the same bytes; the tools of the state write DER
    (outer,) = _nodes(signature)
    kind, content = outer.parts()
    if kind.body != _SIGNED_DATA:
        raise _Unread
    return content.parts()[0].parts()


def _signer(signed: list[_Node]) -> list[_Node]:
    """The parts of the first signer; a signature that carries content of its own is not a detached one."""
    if len(signed[2].parts()) > 1 or signed[-1].tag != _SET:
        raise _Unread
    return signed[-1].parts()[0].parts()


def _certificate(signature: bytes, info: list[_Node]) -> x509.Certificate:
    """The signer's among those that the signature brings along: by issuer and number, or by the key's identifier."""
    which = info[1]
    for one in pkcs7.load_der_pkcs7_certificates(signature):
        if which.tag == _SEQUENCE:
            issuer, number = which.parts()
            same = one.serial_number == int.from_bytes(number.body, "big")
            if same and one.issuer.public_bytes() == issuer.whole:
                return one
        elif one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest == which.body:
            return one
    raise _Unread


def _digest(hash_of: type[hashes.HashAlgorithm], data: bytes) -> bytes:
    running = hashes.Hash(hash_of())
    running.update(data)
    return running.finalize()


def _instant(node: _Node) -> datetime:
    """UTCTime (two digits of the year, until 2049) or GeneralizedTime."""
    written = node.body.decode("ascii").rstrip("Z")
    form = "%y%m%d%H%M%S" if node.tag == 0x17 else "%Y%m%d%H%M%S"
    return datetime.strptime(written, form).replace(tzinfo=UTC)


def _named(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value)[:120] if found else name.rfc4514_string()[:120]


def _nodes(data: bytes) -> Iterator[_Node]:
    """The elements that lie one after the other; definite lengths only, as DER has them."""
    at = 0
    while at < len(data):
        length, head = data[at + 1], 2
        if length & 0x80:
            count = length & 0x7F
            if not 0 < count <= 4:
                raise _Unread
            length, head = int.from_bytes(data[at + 2 : at + 2 + count], "big"), 2 + count
        end = at + head + length
        if end > len(data) or data[at] & 0x1F == 0x1F:
            raise _Unread
        yield _Node(data[at], data[at + head : end], data[at:end])
        at = end
