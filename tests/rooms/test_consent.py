"""Consent: for a recipient, a purpose, groups of fields and a time; over all subsets, and gone at the next read."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from itertools import chain, combinations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lachan.access.models import Share
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status
from lachan.notices.models import Notice
from lachan.reports.actions import WritePaper, write_paper
from lachan.vault.models import Wrap
from lachan.victims import actions as victims
from lachan.victims import queries, referral_queries
from lachan.victims.dossier import open_dossier
from lachan.victims.models import ConsentRow, Referral
from lachan.victims.name_index import forget_indexes
from lachan.victims.queries import OpeningPurpose, VictimFilter
from lachan.victims.referral_rules import ConsentState, FieldGroup, ReferralPurpose, ReferralStatus, consented
from tests.world import DAY
from tests.world_facilities import a_shelter
from tests.world_victims import HOUR, a_referral, a_victim

pytestmark = pytest.mark.django_db
G, R = FieldGroup, ReferralStatus
# A word for each group of fields that stands nowhere else.
CANARIES = {
    G.NAME: ("Lò Thị Canaryten", "Canarykhac"), G.PAPERS: ("098307009999",),
    G.CONTACT: ("0911222333", "Bản Canarylienhe", "Chị Canarythan"), G.NARRATIVE: ("Lời kể Canaryke",), G.SUPPORT: (),
}  # fmt: skip
WORDS = {
    "other_name": "Canarykhac", "id_number": "098307009999", "phone": "0911222333",
    "permanent_address": "Bản Canarylienhe", "relatives_contact": "Chị Canarythan", "narrative": "Lời kể Canaryke",
}  # fmt: skip
LATER = DAY + timedelta(days=1)
UNTIL = DAY + timedelta(days=20)
AFTER = DAY + timedelta(days=21)
SUBSETS = list(chain.from_iterable(combinations(G, n) for n in range(1, len(G) + 1)))
ENDS = ("withdrawn", "withdrawn_when_done", "revoked", "declined", "failed", "expired")


@pytest.fixture(autouse=True)
def fresh_names():
    forget_indexes()
    yield
    forget_indexes()


@pytest.fixture
def aid(cast):
    client = Client()
    account = get_user_model().objects.get(username="legal_aid")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def referred(cast, groups=(G.NAME,), status=R.SENT, **consent):
    victim_id = a_victim(cast, name="Lò Thị Canaryten", words=WORDS)
    return victim_id, a_referral(cast, victim_id, status, fields=groups, **consent)


def withdrawn(cast, referral_id, *groups, by="health", at=LATER):
    command = victims.WithdrawConsent(referral_id, at, "", groups)
    victims.withdraw_referral(command, by=cast.actors[by], now=at)


def opened(cast, victim_id, at=LATER, purpose=OpeningPurpose.SUPPORT):
    return queries.open_identity(victim_id, purpose=purpose, by=cast.legal_aid, now=at)


def words_for(groups):
    return {word for group in groups for word in CANARIES[group]}


EVERY_WORD = words_for(G)


def test_over_all_subsets_the_page_shows_the_consented_words_and_no_others(cast, aid, time_machine):
    """31 subsets: what the recipient opens on the page, in the query and finds by search is what was agreed to."""
    time_machine.move_to(LATER)
    assert len(SUBSETS) == 31
    for groups in SUBSETS:
        victim_id, _ = referred(cast, groups)
        page = aid.post(reverse("victim.open_identity", args=[victim_id]), {"purpose": "support"}).content.decode()
        assert {word for word in EVERY_WORD if word in page} == words_for(groups), groups
        words = opened(cast, victim_id)
        assert words.withheld == queries.EVERY_FIELD - consented(groups)
        assert bool(open_dossier(cast.legal_aid, victim_id, LATER).support) == (G.SUPPORT in groups)


def test_that_she_lives_in_a_house_is_told_with_support_alone(cast, time_machine):
    """The limit of her stay says it too."""
    time_machine.move_to(LATER)
    for groups, told in (((G.NAME,), False), ((G.NAME, G.SUPPORT), True)):
        victim_id, _ = referred(cast, groups)
        when = DAY + 4 * HOUR
        admit = victims.AdmitPerson(victim_id, when, "QĐ 3", a_shelter(cast, name="Nơi tạm lánh", capacity=1))
        victims.admit(admit, by=cast.health, now=when)
        file = open_dossier(cast.legal_aid, victim_id, LATER)
        rules = {c.rule for c in file.clocks}
        assert ("victim.keep_in_shelter" in rules) is told and "referral.accept" in rules
        assert ("victim.admit" in {x.verb for x in file.timeline}) is told


def test_narrowed_over_all_subsets_the_next_read_shows_only_what_is_left(cast, aid, time_machine):
    time_machine.move_to(LATER)
    for removed in SUBSETS[:-1]:
        victim_id, referral_id = referred(cast, tuple(G))
        withdrawn(cast, referral_id, *removed)
        left = tuple(g for g in G if g not in removed)
        page = aid.post(reverse("victim.open_identity", args=[victim_id]), {"purpose": "support"}).content.decode()
        assert {word for word in EVERY_WORD if word in page} == words_for(left), removed
        assert Referral.objects.get(id=referral_id).status == R.SENT


def ended(cast, how):
    """A referral with every group agreed to, whose consent is over."""
    status = {"withdrawn_when_done": R.COMPLETED, "failed": R.NOT_COMPLETED, "declined": R.DECLINED,
              "revoked": R.REVOKED}.get(how, R.SENT)  # fmt: skip
    victim_id, referral_id = referred(cast, tuple(G), status, consent_until=UNTIL.date())
    if how.startswith("withdrawn"):
        withdrawn(cast, referral_id)
    if how == "expired":
        assert victims.expire_due(UNTIL) == 0, "its last day is not over"
        assert victims.expire_due(AFTER) == 1
    return victim_id, referral_id


@pytest.mark.parametrize("how", ENDS)
def test_once_the_consent_is_over_the_next_read_shows_none_and_the_key_is_gone(cast, aid, how, time_machine):
    time_machine.move_to(AFTER)
    victim_id, referral_id = ended(cast, how)
    assert not Wrap.objects.filter(subject_id=victim_id, agency_id=cast.legal_aid.agency_id).exists()
    assert not Share.objects.filter(record_id=victim_id, agency_id=cast.legal_aid.agency_id, revoked_at=None).exists()
    with pytest.raises(NotFound):
        opened(cast, victim_id, AFTER)
    with pytest.raises(NotFound):
        open_dossier(cast.legal_aid, victim_id, AFTER)
    assert queries.search(cast.legal_aid, "canaryten", AFTER) == ()
    assert queries.list_victims(cast.legal_aid, VictimFilter()).items == ()
    assert aid.get(reverse("victim.show", args=[victim_id])).status_code == 404
    assert aid.post(reverse("victim.open_identity", args=[victim_id]), {"purpose": "support"}).status_code == 404
    for path in ("/", "/nan-nhan/", "/chuyen-tuyen/", f"/chuyen-tuyen/{referral_id}/", "/nhat-ky/"):
        page = aid.get(path).content.decode()
        assert not [word for word in EVERY_WORD if word in page], path
    assert not referral_queries.open_referral(cast.legal_aid, referral_id, AFTER).holds


def test_a_consent_that_ran_out_is_closed_before_the_first_page_of_the_day(cast, aid, time_machine):
    victim_id, referral_id = referred(cast, tuple(G), consent_until=UNTIL.date())
    time_machine.move_to(UNTIL)
    assert aid.get(reverse("victim.show", args=[victim_id])).status_code == 200
    time_machine.move_to(AFTER)
    assert aid.get("/nan-nhan/").content.decode().count("NN-98") == 0
    entry = Entry.objects.get(verb="referral.expire", record_id=referral_id)
    assert (entry.agency_id, entry.occurred_on) == (cast.health.agency_id, UNTIL.date())
    assert not Wrap.objects.filter(subject_id=victim_id, agency_id=cast.legal_aid.agency_id).exists()


def test_even_before_it_is_closed_a_consent_that_ran_out_opens_nothing(cast):
    victim_id, _ = referred(cast, tuple(G), consent_until=UNTIL.date())
    assert opened(cast, victim_id, UNTIL).full_name
    with pytest.raises(NotFound):
        opened(cast, victim_id, AFTER)
    with pytest.raises(NotFound):
        open_dossier(cast.legal_aid, victim_id, AFTER)
    assert queries.search(cast.legal_aid, "canaryten", AFTER) == ()


def test_a_second_consent_to_the_same_agency_keeps_its_own_part_open(cast):
    victim_id, first = referred(cast, (G.NAME, G.CONTACT))
    a_referral(cast, victim_id, fields=(G.NAME,), at=DAY + 3 * HOUR)
    withdrawn(cast, first)
    words = opened(cast, victim_id)
    assert words.full_name and not words.phone


def test_withdrawing_all_of_an_open_request_revokes_it_and_of_a_done_one_leaves_it_done(cast):
    for status, after in ((R.SENT, R.REVOKED), (R.UNDER_WAY, R.REVOKED), (R.COMPLETED, R.COMPLETED)):
        _, referral_id = referred(cast, status=status)
        withdrawn(cast, referral_id)
        assert Referral.objects.get(id=referral_id).status == after == replayed_status(referral_id)
        with pytest.raises(Refused):
            withdrawn(cast, referral_id, at=LATER + HOUR)


def test_the_recipient_may_write_down_that_she_took_it_back(cast):
    victim_id, referral_id = referred(cast)
    withdrawn(cast, referral_id, by="legal_aid")
    with pytest.raises(NotFound):
        opened(cast, victim_id)
    with pytest.raises((NotFound, NotAllowed)):
        withdrawn(cast, referred(cast)[1], by="union")


def test_a_purpose_she_did_not_agree_to_opens_nothing(cast):
    victim_id, _ = referred(cast, purpose=ReferralPurpose.FOLLOW)
    with pytest.raises(Refused, match="không đồng ý mở nhân thân cho mục đích «Bảo vệ khẩn cấp»"):
        opened(cast, victim_id, purpose=OpeningPurpose.PROTECT)
    assert opened(cast, victim_id, purpose=OpeningPurpose.CONTACT).full_name
    assert queries.open_identity(victim_id, purpose=OpeningPurpose.PROTECT, by=cast.border, now=LATER).full_name


def test_what_was_really_opened_is_shown_to_the_sender_and_on_her_file(cast):
    victim_id, referral_id = referred(cast, (G.NAME, G.CONTACT))
    page = referral_queries.open_referral(cast.health, referral_id, LATER)
    assert page.openings == ()
    opened(cast, victim_id)
    (line,) = referral_queries.open_referral(cast.health, referral_id, LATER).openings
    assert line.facts == {"purpose": "support", "groups": ["contact", "name"]}
    (row,) = referral_queries.consent_matrix(victim_id, None, LATER.date())
    assert (row.opened, row.times_opened, row.holds) == ({G.NAME, G.CONTACT}, 1, True)
    assert open_dossier(cast.health, victim_id, LATER).openings[0].facts["groups"] == ["contact", "name"]


def test_consent_given_again_opens_as_far_as_she_says_now(cast):
    victim_id, referral_id = referred(cast, (G.NAME, G.CONTACT), R.ACCEPTED, consent_until=UNTIL.date())
    again = victims.RenewConsent(referral_id, AFTER, "", AFTER.date(), (G.NAME,))
    with pytest.raises(Refused, match="vẫn còn hiệu lực"):
        soon = victims.RenewConsent(referral_id, LATER, "", LATER.date(), (G.NAME,))
        victims.renew_referral(soon, by=cast.health, now=LATER)
    victims.expire_due(AFTER)
    with pytest.raises(Refused, match="Sự đồng ý đã hết hiệu lực"):
        step = victims.ReferralStep(referral_id, AFTER, "Biên bản 1")
        victims.begin_referral(step, by=cast.legal_aid, now=AFTER)
    with pytest.raises(NotAllowed):
        victims.renew_referral(again, by=cast.legal_aid, now=AFTER)
    victims.renew_referral(again, by=cast.health, now=AFTER)
    words = opened(cast, victim_id, AFTER)
    assert words.full_name and not words.phone
    states = list(
        ConsentRow.objects.filter(record_id=referral_id).order_by("entry_seq").values_list("state", flat=True)
    )
    assert states == [ConsentState.GIVEN, ConsentState.EXPIRED, ConsentState.RENEWED]


def test_hand_over_needs_minutes_and_an_end_needs_its_reason(cast):
    _, referral_id = referred(cast, status=R.ACCEPTED)
    with pytest.raises(Refused, match="biên bản"):
        victims.begin_referral(victims.ReferralStep(referral_id, LATER), by=cast.legal_aid, now=LATER)
    with pytest.raises(Refused, match="phải ghi rõ"):
        step = victims.ReferralStep(referral_id, LATER)
        victims.fail_referral(step, reason=victims.FailReason.OTHER, by=cast.legal_aid, now=LATER)
    with pytest.raises(NotAllowed):
        victims.begin_referral(victims.ReferralStep(referral_id, LATER, "Biên bản"), by=cast.health, now=LATER)


def test_under_the_old_law_a_refusal_is_a_written_answer(cast):
    old = DAY.replace(year=2025)
    victim_id = a_victim(cast, at=old)
    command = victims.SendReferral(
        victim_id, cast.legal_aid.agency_id, "2011.legal_aid", old + HOUR, old.date(), (G.NAME,)
    )
    referral_id = victims.send_referral(command, by=cast.health, now=old + HOUR)
    step = victims.ReferralStep(referral_id, old + 2 * HOUR)
    with pytest.raises(Refused, match="bằng văn bản"):
        victims.decline_referral(step, reason=victims.DeclineReason.NO_CAPACITY, by=cast.legal_aid, now=old + 2 * HOUR)


def test_notices_and_the_journal_say_nothing_of_her(cast):
    victim_id, referral_id = referred(cast, tuple(G), R.UNDER_WAY)
    opened(cast, victim_id)
    withdrawn(cast, referral_id)
    said = str([vars(n) for n in Notice.objects.all()]) + str([e.facts for e in Entry.objects.all()])
    assert not [word for word in EVERY_WORD if word in said]


@pytest.mark.parametrize(("until", "sentence"), [(DAY - timedelta(days=1), "hết hạn"), (DAY, "")])
def test_a_consent_cannot_be_over_when_it_is_sent(cast, until, sentence):
    if not sentence:
        referred(cast, consent_until=until.date())
        return
    with pytest.raises(Refused, match=sentence):
        referred(cast, consent_until=until.date())


# What leaves as a file: the letter that goes with the referral tells of these fields and no others.
IN_THE_LETTER = {
    "Lò Thị Canaryten": G.NAME, "098307009999": G.PAPERS, "0911222333": G.CONTACT, "Bản Canarylienhe": G.CONTACT,
    "Chị Canarythan": G.CONTACT,
}  # fmt: skip


def letter(cast, victim_id, referral_id, at=LATER):
    command = WritePaper(victim_id, "referral_letter", referral_id)
    with zipfile.ZipFile(io.BytesIO(write_paper(command, by=cast.health, now=at))) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def test_over_all_subsets_the_exported_letter_holds_the_consented_words_and_no_others(cast):
    for groups in SUBSETS:
        said = letter(cast, *referred(cast, groups))
        wanted = {word for word, group in IN_THE_LETTER.items() if group in groups}
        assert {word for word in EVERY_WORD if word in said} == wanted, groups


@pytest.mark.parametrize("how", ENDS)
def test_once_the_consent_is_over_the_letter_holds_none(cast, how):
    said = letter(cast, *ended(cast, how), at=AFTER)
    assert not [word for word in EVERY_WORD if word in said]
