"""Detached digital signatures: over these very bytes or not, by whose certificate; and on the page of a report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

from lachan.base.errors import Refused
from lachan.reports import actions, queries
from lachan.vault.signatures import SignatureState, checked
from tests.world_reports import LATER, a_report

DATA = b"%PDF-1.7 a report"
NAME = "Nguyễn Văn Mẫu"


def a_certificate(key, name: str = NAME):
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
        .serial_number(0x8F00112233).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )  # fmt: skip


def signed(data: bytes, key=None, *, options=(PKCS7Options.DetachedSignature, PKCS7Options.Binary), **more) -> bytes:
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = PKCS7SignatureBuilder().set_data(data)
    builder = builder.add_signer(a_certificate(key), key, hashes.SHA256(), **more)
    return builder.sign(Encoding.DER, list(options))


@pytest.mark.parametrize("kind", ["rsa", "pss", "ec"])
def test_a_signature_holds_over_its_bytes_and_over_no_others(kind):
    key = ec.generate_private_key(ec.SECP384R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    more = {"rsa_padding": padding.PSS(padding.MGF1(hashes.SHA256()), 32)} if kind == "pss" else {}
    found = checked(signed(DATA, key, **more), DATA)
    assert (found.state, found.who, found.in_force) == (SignatureState.HOLDS, NAME, True)
    assert found.signed_at and datetime.now(UTC) - found.signed_at < timedelta(minutes=5)
    other = checked(signed(DATA, key, **more), DATA + b"!")
    assert (other.state, other.who) == (SignatureState.OTHER, NAME)


def test_attributes_that_were_not_signed_do_not_hold():
    """The digest of other bytes put into the attributes: they were signed with the first one."""
    signature, digest = signed(DATA), hashes.Hash(hashes.SHA256())
    digest.update(DATA)
    right = digest.finalize()
    other = hashes.Hash(hashes.SHA256())
    other.update(b"another paper")
    forged = signature.replace(right, other.finalize())
    assert forged != signature
    assert checked(forged, b"another paper").state is SignatureState.OTHER


def test_what_is_no_detached_signature_is_not_read():
    whole = signed(DATA, options=(PKCS7Options.Binary,))
    for written in (b"", b"chu ky", b"0\x80\x00", whole, signed(DATA)[:-40], b"0" * 4000):
        assert checked(written, DATA).state is SignatureState.UNREAD


@pytest.mark.django_db
def test_a_report_says_who_signed_and_refuses_a_signature_over_something_else(cast):
    report_id = a_report(cast)
    pdf = queries.pdf_file(cast.standing, report_id, 1)
    digest = queries.pdf_digest(cast.standing, report_id, 1)
    with pytest.raises(Refused, match="không phải trên tệp"):
        actions.attach(actions.Signed(report_id, NAME, LATER, digest, signed(b"x"), pdf), by=cast.standing, now=LATER)
    command = actions.Signed(report_id, NAME, LATER, digest, signed(pdf), pdf)
    actions.attach(command, by=cast.standing, now=LATER)
    line = queries.open_report(cast.standing, report_id).versions[0].signature
    assert line.checked.state is SignatureState.HOLDS and line.checked.who == NAME
    assert NAME in line.words and NAME in line.found
    assert queries.pdf_file(cast.standing, report_id, 1) == pdf
    assert queries.signature_file(cast.standing, report_id, 1) == command.signature
