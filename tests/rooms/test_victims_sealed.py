"""Who the person is: sealed, opened with an entry, found without a table of names, told to recipients by consent."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, combinations

import pytest
from django.db import connection

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal import clocks
from lachan.journal.models import Entry
from lachan.victims import actions as victims
from lachan.victims import queries, referral_queries
from lachan.victims.dossier import open_dossier
from lachan.victims.models import Referral, Victim, VictimIdentity
from lachan.victims.name_index import NameIndex, forget_indexes, index_of
from lachan.victims.queries import OpeningPurpose, VictimFilter
from lachan.victims.referral_rules import FieldGroup, ReferralStatus, consented
from lachan.victims.rules import VictimStatus
from tests.world import DAY
from tests.world_victims import HOUR, a_referral, a_victim, an_identity

pytestmark = pytest.mark.django_db
WORDS = {
    "birth_date": "2007-05-01", "id_number": "098307001234", "phone": "0900000017", "relatives_contact": "Chị Canary",
    "permanent_address": "Bản Canary", "narrative": "Lời kể Canary", "language_note": "Tiếng Thái",
}  # fmt: skip
LATER = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_names():
    forget_indexes()
    yield
    forget_indexes()


def opened(cast, victim_id, who):
    return queries.open_identity(victim_id, purpose=OpeningPurpose.SUPPORT, by=cast.actors[who], now=LATER)


def test_the_identity_is_sealed_and_its_opening_is_an_entry(cast):
    victim_id = a_victim(cast, words=WORDS)
    assert str(VictimIdentity.objects.get(id=victim_id).full_name) == "●●●"
    words = opened(cast, victim_id, "border")
    assert (words.full_name, words.initial, words.phone) == ("Lò Thị Mai Thử", "T.", "0900000017")
    entry = Entry.objects.get(verb="victim.open_identity", record_id=victim_id)
    assert entry.facts == {"purpose": "support"}


def test_no_word_of_the_identity_is_in_the_database(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, words=WORDS)
    a_referral(cast, victim_id, at=DAY + 5 * HOUR)
    queries.search(cast.health, "mai thử", LATER)
    with connection.cursor() as cursor:
        dump = "".join(
            str([bytes(v) if isinstance(v, memoryview) else v for v in row])
            for table in connection.introspection.table_names(cursor)
            for row in cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}").fetchall()
        ) if connection.vendor == "sqlite" else ""  # fmt: skip
    assert not [w for w in ("Lò Thị Mai", "Canary", "098307001234", "0900000017", "15/QĐ-CAT", "mai th") if w in dump]


@pytest.mark.parametrize("who", ["outsider", "outsider_health", "admin", "procuracy", "court", "finance", "auditor",
                                 "other_commune", "commune", "facility", "legal_aid", "union"])  # fmt: skip
def test_others_learn_nothing(cast, who):
    victim_id = a_victim(cast)
    with pytest.raises(NotFound):
        open_dossier(cast.actors[who], victim_id, DAY)
    with pytest.raises(NotFound):
        opened(cast, victim_id, who)
    assert queries.list_victims(cast.actors[who], VictimFilter()).items == ()
    assert queries.search(cast.actors[who], "Lò Thị Mai Thử", LATER) == ()


def test_the_standing_office_follows_the_file_and_never_the_person(cast):
    victim_id = a_victim(cast, words=WORDS)
    dossier = open_dossier(cast.standing, victim_id, DAY)
    assert not dossier.may_open_identity
    with pytest.raises(NotAllowed):
        opened(cast, victim_id, "standing")
    assert queries.search(cast.standing, "098307001234", LATER) == ()


def test_the_police_open_it_only_once_they_are_asked(cast):
    victim_id = a_victim(cast)
    assert not open_dossier(cast.police, victim_id, DAY).may_open_identity
    with pytest.raises((NotFound, NotAllowed)):
        opened(cast, victim_id, "police")
    asked = a_victim(cast, VictimStatus.IDENTIFYING)
    assert opened(cast, asked, "police").full_name == "Lò Thị Mai Thử"


@pytest.mark.parametrize("text", ["lò thị mai thử", "LO THI MAI", "thu mai lo", "mai", "Lò M", "098307001234",
                                  "0983 0700 1234", "+84900000017"])  # fmt: skip
def test_a_person_is_found_in_any_order_with_or_without_marks(cast, text):
    victim_id = a_victim(cast, words=WORDS)
    a_victim(cast, name="Vàng A Sếnh Thử")
    assert [line.id for line in queries.search(cast.health, text, LATER)] == [victim_id]
    entry = Entry.objects.get(verb="victim.search")
    assert entry.facts["found"] == 1 and set(entry.facts) == {"by", "found"}


def test_the_index_follows_the_journal(cast):
    assert queries.search(cast.health, "Hoà Thử", LATER) == ()
    victim_id = a_victim(cast, name="Giàng Thị Hòa Thử")
    assert len(queries.search(cast.health, "Hoà Thử", LATER)) == 1
    victims.change_identity(victim_id, an_identity("Giàng Thị Huệ Thử"), by=cast.border, now=LATER)
    assert queries.search(cast.health, "Hoà Thử", LATER) == ()
    assert len(queries.search(cast.health, "huệ", LATER)) == 1


def test_no_entry_and_no_answer_for_an_empty_question(cast):
    assert queries.search(cast.health, " ", LATER) == queries.search(cast.admin, "Mai", LATER) == ()
    assert not Entry.objects.filter(verb="victim.search").exists()


def test_words_in_the_index():
    index = NameIndex()
    ids = sorted(Victim().id for _ in range(3))
    for file_id, name in zip(ids, ("Lò Thị Mai", "Lò Văn Mai", "Đỗ Thị Hoà"), strict=True):
        index.put(file_id, name, "")
    assert index.find("mai lo") == [ids[1], ids[0]]
    assert index.find("do h") == [ids[2]]
    assert index.find("ai") == index.find("") == index.find("lo tran") == []
    index.drop(ids[0])
    assert index.find("mai") == [ids[1]] and len(index) == 2


# --- Referrals


def test_a_referral_opens_the_file_starts_its_limit_and_says_consent(cast):
    victim_id = a_victim(cast, words=WORDS)
    referral_id = a_referral(cast, victim_id)
    (clock,) = clocks.running(referral_id)
    assert (clock.rule, clock.agency_id) == ("referral.accept", cast.legal_aid.agency_id)
    page = referral_queries.open_referral(cast.legal_aid, referral_id, LATER)
    assert page.sees_file and page.consent_fields == (FieldGroup.NAME,)
    assert [r.id for r in referral_queries.waiting(cast.legal_aid)] == [referral_id]
    assert {c.rule for c in open_dossier(cast.health, victim_id, LATER).clocks} >= {"referral.accept"}


GROUPS = tuple(FieldGroup)
SUBSETS = list(chain.from_iterable(combinations(GROUPS, n) for n in range(1, len(GROUPS) + 1)))


def test_the_recipient_sees_exactly_the_consented_fields_over_all_subsets(cast):
    named = set()
    for groups in SUBSETS:
        victim_id = a_victim(cast, words={**WORDS, "other_name": "Mai Nhỏ Thử"})
        a_referral(cast, victim_id, fields=groups)
        words = opened(cast, victim_id, "legal_aid")
        filled = {name for name in victims.Identity.__dataclass_fields__ if getattr(words, name)}
        assert filled == consented(groups) - {"decision_number"}, groups
        page = open_dossier(cast.legal_aid, victim_id, LATER)
        assert bool(page.support) == (FieldGroup.SUPPORT in groups), groups
        assert any(x.agency_id == cast.border.agency_id for x in page.timeline) == (FieldGroup.SUPPORT in groups)
        named |= {victim_id} if FieldGroup.NAME in groups else set()
    assert {line.id for line in queries.search(cast.legal_aid, "mai thử", LATER)} == named


@pytest.mark.parametrize("end", [ReferralStatus.DECLINED, ReferralStatus.REVOKED], ids=str)
def test_after_decline_or_withdrawal_the_next_read_shows_nothing(cast, end):
    victim_id = a_victim(cast, words=WORDS)
    first = queries.search(cast.legal_aid, "mai thử", LATER)
    a_referral(cast, victim_id, end)
    assert first == queries.search(cast.legal_aid, "mai thử", LATER) == ()
    with pytest.raises(NotFound):
        open_dossier(cast.legal_aid, victim_id, LATER)
    assert len(index_of(cast.legal_aid.agency_id)) == 0


def test_declining_does_not_take_away_what_the_law_gave(cast):
    victim_id = a_victim(cast)
    a_referral(cast, victim_id, ReferralStatus.DECLINED, to="border")
    assert opened(cast, victim_id, "border").full_name


@pytest.mark.parametrize("status", list(ReferralStatus), ids=str)
def test_every_status_of_a_referral(cast, status):
    assert Referral.objects.get(id=a_referral(cast, status=status)).status == status


def test_a_referral_without_consent_or_to_oneself_is_refused(cast):
    with pytest.raises(Refused, match="đồng ý"):
        a_referral(cast, fields=())
    with pytest.raises(Refused, match="chính cơ quan mình"):
        a_referral(cast, to="health")
    with pytest.raises(Refused, match="kết thúc"):
        a_referral(cast, a_victim(cast, VictimStatus.CLOSED), at=LATER)


@pytest.mark.parametrize("who", ["outsider", "admin", "procuracy", "facility", "commune"])
def test_others_learn_nothing_of_a_referral(cast, who):
    referral_id = a_referral(cast)
    with pytest.raises(NotFound):
        referral_queries.open_referral(cast.actors[who], referral_id, LATER)
    assert referral_queries.list_referrals(cast.actors[who], referral_queries.ReferralFilter()).items == ()
