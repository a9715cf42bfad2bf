"""What identifies a person stays closed: to another row, field, person, agency, passphrase, to every flipped bit."""

from __future__ import annotations

import json
import pickle
import stat
from datetime import timedelta
from hashlib import sha256

import pytest
from django.template import Context, Template

from lachan.base.errors import Misbuilt, NotFound, Refused
from lachan.base.ids import new_id
from lachan.journal.shares import close_to, open_to
from lachan.tips.models import Tip
from lachan.vault import keys
from lachan.vault.fields import DOTS, Sealed
from lachan.vault.models import AgencyKey, Wrap
from lachan.vault.providers import FileKeyProvider
from lachan.vault.sealing import Permit, open_fields, seal_into, unseal
from tests.world import DAY, a_tip

pytestmark = pytest.mark.django_db

SECRET = "Lò Thị Thử ở bản Không Có, đi cùng người lạ"
PASSPHRASE = "mot cum mat khau dai de thu"


@pytest.fixture
def tip(cast) -> Tip:
    return Tip.objects.get(id=a_tip(cast, summary=SECRET))


@pytest.fixture
def ring(tmp_path) -> FileKeyProvider:
    return FileKeyProvider.create(tmp_path / "keys" / "keyring.json", PASSPHRASE, DAY, memory_kib=64)


def permit(tip: Tip, agency_id) -> Permit:
    return Permit(1, tip.id, agency_id)


# --- a sealed value


def test_what_was_sealed_opens_for_the_agency_that_holds_it(cast, tip):
    assert unseal(tip, permit(tip, cast.commune.agency_id), "summary") == {"summary": SECRET}


def test_everything_that_prints_it_prints_dots(cast, tip):
    shown = [
        str(tip.summary), repr(tip.summary), f"{tip.summary}", f"{tip.summary!r}",
        Template("{{ tip.summary }}").render(Context({"tip": tip})),
        str(Tip.objects.values_list("summary", flat=True).get(id=tip.id)),
    ]  # fmt: skip
    assert set(shown) == {DOTS}
    key = keys.data_key(tip.id, cast.commune.agency_id)
    assert DOTS in repr(key) and key.key.hex() not in repr(key) and repr(key.key) not in repr(key)


def test_no_serialiser_writes_it_out(tip):
    with pytest.raises(TypeError):
        json.dumps({"summary": tip.summary})
    assert SECRET.encode() not in pickle.dumps(tip)


@pytest.mark.parametrize("plain", [SECRET, SECRET.encode(), b"", 7])
def test_a_column_takes_only_what_the_vault_has_sealed(tip, plain):
    tip.summary = plain
    with pytest.raises(TypeError, match="sealed column"):
        tip.save()
    with pytest.raises(TypeError, match="sealed column"):
        Tip.objects.filter(id=tip.id).update(summary=plain)
    with pytest.raises(TypeError, match="sealed column"):
        Tip.objects.filter(summary=plain).exists()


def test_the_same_words_are_closed_differently_each_time(cast, tip):
    key = keys.data_key(tip.id, cast.commune.agency_id)
    blobs = set()
    for _ in range(20):
        seal_into(tip, key, summary=SECRET)
        blobs.add(tip.summary.blob)
    assert len(blobs) == 20


def test_no_words_are_no_blob(cast, tip):
    key = keys.data_key(tip.id, cast.commune.agency_id)
    seal_into(tip, key, summary="", informant_name=None)
    assert (tip.summary, tip.informant_name) == (None, None)
    assert open_fields(tip, key, "summary", "informant_name") == {"summary": "", "informant_name": ""}


# --- moved or changed


def test_a_blob_does_not_open_in_another_field(cast, tip):
    tip.informant_name, tip.summary = tip.summary, tip.informant_name
    with pytest.raises(Misbuilt, match="does not belong"):
        unseal(tip, permit(tip, cast.commune.agency_id), "summary")


def test_a_blob_does_not_open_in_another_row(cast, tip):
    other = Tip.objects.get(id=a_tip(cast, summary="Chuyện khác"))
    other.summary = tip.summary
    with pytest.raises(Misbuilt, match="does not belong"):
        unseal(other, permit(other, cast.commune.agency_id), "summary")


def test_a_blob_does_not_open_with_another_persons_key(cast, tip):
    other = Tip.objects.get(id=a_tip(cast))
    with pytest.raises(Misbuilt, match="does not belong"):
        unseal(tip, permit(other, cast.commune.agency_id), "summary")


def test_a_blob_does_not_open_for_the_same_key_under_another_person(cast, tip):
    """Even the right key bytes do not open it when the person they are said to be of is another."""
    key = keys.data_key(tip.id, cast.commune.agency_id)
    with pytest.raises(Misbuilt, match="does not belong"):
        open_fields(tip, keys.DataKey(new_id(), key.key), "summary")


def test_every_flipped_bit_is_refused(cast, tip):
    whole = tip.summary.blob
    key = keys.data_key(tip.id, cast.commune.agency_id)
    for place in range(1, len(whole)):  # the first byte only names the format
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        tip.summary = Sealed(bytes(changed))
        with pytest.raises(Misbuilt, match="does not belong"):
            open_fields(tip, key, "summary")
    tip.summary = Sealed(whole)
    assert open_fields(tip, key, "summary") == {"summary": SECRET}


@pytest.mark.parametrize("length", [1, 13, 28, -1])
def test_a_shortened_blob_is_refused(cast, tip, length):
    tip.summary = Sealed(tip.summary.blob[:length])
    with pytest.raises((Misbuilt, ValueError)):
        unseal(tip, permit(tip, cast.commune.agency_id), "summary")


def test_a_flipped_bit_in_a_wrap_is_refused(cast, tip):
    wrap = Wrap.objects.get(subject_id=tip.id, agency_id=cast.commune.agency_id)
    whole = bytes(wrap.wrapped)
    for place in range(len(whole)):
        wrap.wrapped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(Exception):  # noqa: B017  the library's own refusal
            keys.open_wrap(wrap)


def test_the_error_of_a_foreign_blob_quotes_nothing(cast, tip):
    tip.summary = tip.informant_name
    with pytest.raises(Misbuilt) as error:
        unseal(tip, permit(tip, cast.commune.agency_id), "summary")
    assert "Thử" not in str(error.value) and error.value.__cause__ is None


# --- who may open


@pytest.mark.parametrize("who", ["outsider", "other_commune", "admin", "health", "standing"])
def test_without_a_wrap_there_is_nothing_to_open(cast, tip, who):
    agency_id = cast.actors[who].agency_id
    with pytest.raises(NotFound):
        keys.data_key(tip.id, agency_id)
    with pytest.raises(NotFound):
        unseal(tip, permit(tip, agency_id), "summary")


def test_a_wrap_is_for_one_agency(cast, tip):
    """A wrap row rewritten to name another agency does not open with that agency's key."""
    wrap = Wrap.objects.get(subject_id=tip.id, agency_id=cast.commune.agency_id)
    foreign = AgencyKey.objects.get(agency_id=cast.outsider.agency_id)
    Wrap.objects.create(
        subject_id=tip.id, agency_id=cast.outsider.agency_id, agency_key=foreign, wrapped=wrap.wrapped
    )  # fmt: skip
    with pytest.raises(Exception):  # noqa: B017  the library's own refusal
        keys.data_key(tip.id, cast.outsider.agency_id)


def test_opening_to_an_agency_and_closing_again(cast, tip):
    key = keys.data_key(tip.id, cast.commune.agency_id)
    health = cast.health.agency_id
    open_to(tip, "tip", health, "referral", opened_on=DAY.date(), now=DAY, key=key)
    assert unseal(tip, permit(tip, health), "summary") == {"summary": SECRET}
    close_to(tip.id, health, DAY + timedelta(days=1))
    with pytest.raises(NotFound):
        unseal(tip, permit(tip, health), "summary")
    assert unseal(tip, permit(tip, cast.commune.agency_id), "summary") == {"summary": SECRET}


def test_a_share_without_a_key_lets_see_but_not_open(cast, tip):
    open_to(tip, "tip", cast.union.agency_id, "oversight", opened_on=DAY.date(), now=DAY)
    with pytest.raises(NotFound):
        unseal(tip, permit(tip, cast.union.agency_id), "summary")


# --- the keyring


def test_a_wrong_passphrase_is_refused_with_a_sentence(ring):
    with pytest.raises(Refused, match="Cụm mật khẩu mở chùm khóa không đúng"):
        FileKeyProvider(ring._path, PASSPHRASE + " ")
    assert FileKeyProvider(ring._path, PASSPHRASE).keys == ring.keys


def test_a_keyring_is_never_written_over(ring):
    before = ring._path.read_bytes()
    with pytest.raises(Refused, match="không ghi đè"):
        FileKeyProvider.create(ring._path, PASSPHRASE, DAY, memory_kib=64)
    assert ring._path.read_bytes() == before


def test_the_keyring_file_is_private_and_says_nothing(ring):
    from base64 import b64encode

    assert stat.S_IMODE(ring._path.stat().st_mode) == 0o600
    text = ring._path.read_text()
    master = ring.keys[1].key
    assert master.hex() not in text and b64encode(master).decode() not in text and PASSPHRASE not in text


def test_a_changed_keyring_is_refused(ring):
    book = json.loads(ring._path.read_text())
    book["keys"][0]["epoch"] = 2  # an older key offered as a newer one
    ring._path.write_text(json.dumps(book))
    with pytest.raises(Refused):
        FileKeyProvider(ring._path, PASSPHRASE)


def test_the_missing_passphrase_is_a_sentence(monkeypatch, tmp_path):
    from lachan.vault.providers import passphrase

    monkeypatch.delenv("LACHAN_PASSPHRASE", raising=False)
    monkeypatch.setenv("LACHAN_HOME", str(tmp_path))
    with pytest.raises(Refused, match="LACHAN_PASSPHRASE"):
        passphrase()
    monkeypatch.setenv("LACHAN_PASSPHRASE", PASSPHRASE)
    assert passphrase() == PASSPHRASE


# --- rotation


def test_rotation_keeps_old_records_readable_and_closes_new_ones_anew(cast, tip):
    backup = bytes(AgencyKey.objects.get(agency_id=cast.commune.agency_id).wrapped)
    before = keys.provider().epoch
    assert keys.rotate(DAY) == before + 1
    keys.forget_keys()  # as after a restart: everything comes from the files and tables again
    assert unseal(tip, permit(tip, cast.commune.agency_id), "summary") == {"summary": SECRET}
    assert {int.from_bytes(bytes(row.wrapped)[:4], "big") for row in AgencyKey.objects.all()} == {before + 1}
    later = Tip.objects.get(id=a_tip(cast, summary="Sau khi đổi khóa"))
    assert unseal(later, permit(later, cast.commune.agency_id), "summary") == {"summary": "Sau khi đổi khóa"}
    assert keys.provider().unwrap(backup)  # a backup of the tables from before still opens


def test_a_rotation_that_stops_halfway_loses_nothing(cast, tip, monkeypatch):
    from django.db import transaction

    def stop(*_args, **_kwargs):
        raise OSError("điện mất")

    with pytest.raises(OSError), transaction.atomic():
        monkeypatch.setattr(AgencyKey, "save", stop)
        keys.rotate(DAY)
    monkeypatch.undo()
    keys.forget_keys()
    assert unseal(tip, permit(tip, cast.commune.agency_id), "summary") == {"summary": SECRET}


def test_rotation_leaves_the_sealed_values_alone(cast, tip):
    before = Tip.objects.get(id=tip.id).summary.blob
    keys.rotate(DAY)
    assert Tip.objects.get(id=tip.id).summary.blob == before


# --- digests


def test_a_keyed_digest_is_stable_over_restarts_and_rotations(cast):
    first = keys.keyed_digest("phone", "0900000001")
    keys.rotate(DAY)
    keys.forget_keys()
    assert keys.keyed_digest("phone", "0900000001") == first


def test_a_keyed_digest_is_useless_without_the_key(cast, ring):
    first = keys.keyed_digest("phone", "0900000001")
    assert first != sha256(b"0900000001").digest()
    assert first != keys.keyed_digest("id_card", "0900000001")
    assert first != keys.keyed_digest("phone", "0900000002")
    keys.use_provider(ring)
    assert keys.keyed_digest("phone", "0900000001") != first


def test_a_key_made_in_a_transaction_that_rolls_back_is_not_kept(cast):
    from django.db import transaction

    agency_id = new_id()
    with pytest.raises(RuntimeError), transaction.atomic():
        keys.ensure_agency_key(agency_id, DAY)
        raise RuntimeError
    keys.ensure_agency_key(agency_id, DAY)
    fresh = keys.new_data_key(new_id())
    keys.wrap_for(fresh, agency_id, DAY).save()
    keys.forget_keys()
    assert keys.data_key(fresh.subject_id, agency_id).key == fresh.key


def test_a_second_factor_is_stored_closed(keyring):
    from lachan.web.sign_in import SecondFactorAdapter

    adapter = SecondFactorAdapter()
    closed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in closed and adapter.decrypt(closed) == "JBSWY3DPEHPK3PXP"


def test_many_threads_may_ask_for_the_keys_at_once(home) -> None:
    """As a server does when it starts. Argon2 in two threads at once used to hang, or to fail, in OpenSSL."""
    from concurrent.futures import ThreadPoolExecutor

    from lachan.vault.keys import forget_keys, provider
    from lachan.vault.providers import _locker

    kdf = {"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "passes": 1, "memory_kib": 1024}
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(lambda _: _locker("x", kdf), range(40), timeout=30))) == 40
    forget_keys()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: id(provider()), range(8), timeout=30))) == 1
