"""Papers from a victim's file: filled from the record, blanks where it is silent, consent kept, each an entry."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document as Word

from lachan.base.errors import NotFound, Refused
from lachan.journal.models import Entry
from lachan.reports.actions import WritePaper, write_paper
from lachan.reports.papers import holes, offered, papers
from lachan.victims.referral_rules import FIELDS_OF, FieldGroup
from lachan.victims.rules import VictimStatus
from tests.world import DAY
from tests.world_victims import a_referral, a_victim

NOW = DAY + timedelta(days=40)
NAME, PHONE, NUMBER = "Lò Thị Mai Thử", "0900123456", "098207000123"
WORDS = {"phone": PHONE, "id_number": NUMBER, "birth_date": "2007-05-04", "permanent_address": "Bản Thử, xã Thử Một"}


def text_of(data: bytes) -> str:
    word = Word(io.BytesIO(data))
    cells = (c.text for t in word.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def write(cast, who, victim_id, key, **more):
    return text_of(write_paper(WritePaper(victim_id, key, **more), by=cast.actors[who], now=NOW))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "who", "status", "says"),
    [
        ("reception_minutes", "border", VictimStatus.RECEIVED, ("BIÊN BẢN", NAME, NUMBER, "04/5/2007")),
        ("handover_minutes", "border", VictimStatus.RECEIVED, ("ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN", NAME)),
        ("verification_request", "health", VictimStatus.RECEIVED, ("V/v đề nghị phối hợp", "Kính gửi", NAME)),
        ("identification_request", "health", VictimStatus.PRESUMED, ("V/v đề nghị xác định", NAME)),
        ("certificate", "police", VictimStatus.IDENTIFIED, ("GIẤY XÁC NHẬN", NAME, "15/QĐ-CAT")),
        ("support_decision", "health", VictimStatus.SUPPORT_DECIDED, ("QUYẾT ĐỊNH", "Điều 1.", NAME)),
        ("support_application", "health", VictimStatus.IDENTIFIED, ("ĐƠN ĐỀ NGHỊ", "Tên tôi là: " + NAME)),
        (
            "closure",
            "health",
            VictimStatus.CLOSED,
            ("THÔNG BÁO", NAME, "Tổng đài 111", "ổn định", "Đã có việc làm", "duyệt ngày"),
        ),
    ],
)
def test_each_paper_is_filled_from_the_record(cast, key, who, status, says):
    victim_id = a_victim(cast, status, words=WORDS)
    text = write(cast, who, victim_id, key)
    assert [word for word in says if word not in text] == []
    assert "{" not in text
    entry = Entry.objects.filter(record_id=victim_id, verb="paper.write").latest("seq")
    assert entry.facts == {"paper": key}
    opening = Entry.objects.filter(record_id=victim_id, verb="victim.open_identity").latest("seq")
    assert opening.seq < entry.seq


@pytest.mark.django_db
def test_what_the_record_does_not_know_stays_blank(cast):
    text = write(cast, "border", a_victim(cast), "reception_minutes")
    assert "Điện thoại: ……" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "key"), [("health", "certificate"), ("border", "support_decision"), ("commune", "verification_request")]
)
def test_an_office_makes_only_its_own_papers(cast, who, key):
    victim_id = a_victim(cast, VictimStatus.SUPPORT_DECIDED, who="commune" if who == "commune" else "border")
    with pytest.raises((Refused, NotFound)):
        write(cast, who, victim_id, key)
    assert not Entry.objects.filter(record_id=victim_id, verb="paper.write").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "procuracy", "admin", "union"])
def test_nobody_outside_makes_any(cast, who):
    with pytest.raises(NotFound):
        write(cast, who, a_victim(cast), "reception_minutes")


@pytest.mark.django_db
def test_a_paper_before_its_act_is_refused(cast):
    with pytest.raises(Refused, match="chưa có bước"):
        write(cast, "health", a_victim(cast), "closure")


@pytest.mark.django_db
def test_a_referral_letter_says_what_she_agreed_to_and_nothing_else(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, words=WORDS)
    referral_id = a_referral(cast, victim_id, fields=(FieldGroup.NAME,))
    text = write(cast, "health", victim_id, "referral_letter", referral_id=referral_id)
    assert NAME in text
    assert PHONE not in text and NUMBER not in text and WORDS["permanent_address"] not in text
    assert "không được đồng ý chia sẻ" in text


@pytest.mark.django_db
def test_a_letter_belongs_to_its_referral(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    a_referral(cast, victim_id)
    with pytest.raises(NotFound):
        write(cast, "health", victim_id, "referral_letter", referral_id=None)


def test_every_form_asks_only_for_words_there_are():
    from lachan.reports import paper_words

    known = set(paper_words._IDENTITY) | {
        "born", "sex", "ethnicity", "nationality", "destination", "exploitation", "return_way", "person_kind", "status",
        "code", "received_on", "received_at", "received_by", "holder", "identified_on", "minors", "regimes", "given",
        "needs", "verify_due", "agency", "province", "today", "recipient", "service", "referral_code", "consented_on",
        "close_reason", "close_summary", "close_asked_on", "close_asked_by", "closed_on", "closed_by",
    }  # fmt: skip
    assert {p.key: holes(p) - known for p in papers().values() if holes(p) - known} == {}


def test_forms_nobody_confirmed_say_so():
    assert all(p.confidence in ("confirmed", "secondary", "unconfirmed") and p.source for p in papers().values())


def test_nothing_is_offered_without_an_act():
    assert offered(frozenset(), frozenset({"victim.receive"})) == []


def test_groups_of_consent_cover_what_a_letter_tells():
    assert {name for names in FIELDS_OF.values() for name in names} >= {"full_name", "phone", "id_number"}
