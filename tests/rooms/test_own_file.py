"""Her own file: plain words of what is recorded, who looked, what she agreed to; as a page and in large type."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from lachan.base.errors import NotAllowed, NotFound
from lachan.journal.models import Entry
from lachan.people.models import Account
from lachan.reports.build.typeset import write_own_pdf
from lachan.reports.own_file import own_file
from lachan.victims.queries import open_identity
from lachan.victims.referral_rules import FieldGroup, ReferralStatus
from lachan.victims.rules import OpeningPurpose, VictimStatus
from tests.world import DAY
from tests.world_protection import PLACE, PLAN, a_protection
from tests.world_victims import HOUR, a_referral, a_victim

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=3)
NAME = "Lò Thị Mai Thử"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def lines(file) -> str:
    return "\n".join(f"{p['head']}\n" + "\n".join(p["lines"]) for p in file.sheet())


def client(cast, who):
    browser = Client()
    browser.force_login(Account.objects.get(id=cast.actors[who].account_id))
    return browser


def test_she_reads_what_is_written_what_was_done_and_who_looked(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, words={"phone": "0900111222"})
    open_identity(victim_id, purpose=OpeningPurpose.SUPPORT, by=cast.health, now=NOW - HOUR)
    text = lines(own_file(victim_id, by=cast.health, now=NOW))
    for said in (NAME, "0900111222", "Tiếp nhận", "Sở Y tế tỉnh thử nghiệm", "quyết định hoặc thực hiện hỗ trợ"):
        assert said in text
    entry = Entry.objects.filter(record_id=victim_id, verb="victim.open_identity").latest("seq")
    assert entry.facts["purpose"] == "tell"


def test_her_consents_stand_with_what_was_really_opened(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    a_referral(cast, victim_id, ReferralStatus.ACCEPTED, fields=(FieldGroup.NAME,))
    (consent,) = own_file(victim_id, by=cast.health, now=NOW).consents
    assert consent.stands and consent.told == FieldGroup.NAME.label
    assert consent.seen == "Cơ quan này chưa mở xem."
    page = client(cast, "health").post(f"/nan-nhan/{victim_id}/cua-toi/").content.decode()
    assert f"/chuyen-tuyen/{consent.referral_id}/buoc/withdraw/" in page


def test_the_printed_file_is_large_and_says_the_same(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    file = own_file(victim_id, by=cast.health, now=NOW)
    text = " ".join(text_of(write_own_pdf(file.title, list(file.intro), file.sheet(), NOW)).split())
    for said in ("Hồ sơ của bạn", NAME, "Ai đã mở xem tên, giấy tờ của bạn", "gọi 111"):
        assert said in text


def test_looking_is_by_post_only_and_for_those_who_may_open(cast):
    victim_id = a_victim(cast)
    assert client(cast, "health").get(f"/nan-nhan/{victim_id}/cua-toi/").status_code == 302
    for who in ("standing", "procuracy", "outsider", "admin", "union"):
        with pytest.raises((NotFound, NotAllowed)):
            own_file(victim_id, by=cast.actors[who], now=NOW)


def test_a_recipient_shows_her_no_more_than_she_agreed_to(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, words={"phone": "0900111222"})
    a_referral(cast, victim_id, ReferralStatus.ACCEPTED, fields=(FieldGroup.NAME,))
    try:
        text = lines(own_file(victim_id, by=cast.legal_aid, now=NOW))
    except Exception as refused:
        assert "0900111222" not in str(refused)
    else:
        assert "0900111222" not in text


def test_her_file_to_carry_home_does_not_name_the_safe_place(cast):
    """A paper can be found on her: where she hides is told, not printed."""
    victim_id = a_victim(cast)
    from lachan.victims.protection_rules import ProtectionStatus

    a_protection(cast, ProtectionStatus.GRANTED, victim_id=victim_id)
    text = lines(own_file(victim_id, by=cast.health, now=NOW))
    assert PLACE not in text and PLAN not in text
