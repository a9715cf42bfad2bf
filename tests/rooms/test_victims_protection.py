"""Protection: asked and decided in time, reviewed, declined by her; the safe place stays in its circle."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.notices.models import Notice
from lachan.people.models import Account
from lachan.reports.own_file import own_file
from lachan.victims import actions as victims
from lachan.victims.access import CARERS
from lachan.victims.care_due import AHEAD, DuePart, counts, due, own_parts_of, parts_of
from lachan.victims.dossier import open_dossier
from lachan.victims.models import Protection, Victim
from lachan.victims.protection import in_circle
from lachan.victims.protection_queries import open_protections
from lachan.victims.protection_rules import ProtectionStatus, Threat
from lachan.victims.queries import open_identity
from lachan.victims.referral_rules import FieldGroup, ReferralStatus
from lachan.victims.rules import OpeningPurpose
from tests.people import HOME
from tests.world import DAY
from tests.world_protection import PLACE, PLAN, a_protection
from tests.world_victims import HOUR, a_referral, a_victim

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=2)
S = ProtectionStatus


def the_file(protection_id):
    return Protection.objects.get(id=protection_id).victim_id


def client(cast, who):
    browser = Client()
    browser.force_login(Account.objects.get(id=cast.actors[who].account_id))
    return browser


def test_asking_starts_a_limit_for_the_police_and_tells_them(cast):
    victim_id = a_victim(cast)
    protection_id = a_protection(cast, victim_id=victim_id)
    line = open_protections(cast.police, victim_id, NOW).protections[0]
    assert [c.rule for c in line.clocks] == ["victim.protect"]
    assert Notice.objects.filter(agency_id=cast.police.agency_id, verb="protection.ask").exists()
    assert victims.open_protection(protection_id, purpose="protect", by=cast.police, now=NOW).safety_plan == PLAN


@pytest.mark.parametrize("status", [S.GRANTED, S.REFUSED, S.DECLINED, S.ENDED])
def test_a_decision_stops_the_limit(cast, status):
    protection_id = a_protection(cast, status)
    line = open_protections(cast.police, the_file(protection_id), NOW).protections[0]
    assert line.status is status
    assert not any(c.is_open for c in line.clocks)


def test_nothing_is_protected_without_a_measure_and_a_day_to_look_again(cast):
    protection_id = a_protection(cast)
    review = NOW.date() + timedelta(days=9)
    for measures, day in (((), review), (("shelter",), None), (("shelter",), NOW.date()), (("walls",), review)):
        command = victims.GrantProtection(protection_id, NOW, "", measures, day)
        with pytest.raises(Refused):
            victims.grant_protection(command, by=cast.police, now=NOW)


@pytest.mark.parametrize(("threats", "note"), [((), "Có người tìm"), ((Threat.FOLLOWED,), "")])
def test_what_she_is_afraid_of_is_written_down(cast, threats, note):
    command = victims.AskProtection(a_victim(cast), NOW, note, "victim", threats)
    with pytest.raises(Refused):
        victims.ask_protection(command, by=cast.health, now=NOW)


def test_refusing_and_declining_say_why(cast):
    for do in (victims.refuse_protection, victims.decline_protection):
        with pytest.raises(Refused, match="Căn cứ"):
            do(victims.ProtectionStep(a_protection(cast), NOW), by=cast.police, now=NOW)


@pytest.mark.parametrize("who", ["health", "border", "commune", "legal_aid"])
def test_only_the_police_decide(cast, who):
    protection_id = a_protection(cast)
    command = victims.GrantProtection(protection_id, NOW, "", ("guard",), NOW.date() + timedelta(days=9))
    with pytest.raises((NotAllowed, NotFound)):
        victims.grant_protection(command, by=cast.actors[who], now=NOW)


def test_the_safe_place_is_for_its_circle(cast):
    protection_id = a_protection(cast, S.GRANTED)
    for who in ("police", "health"):
        opened = victims.open_protection(protection_id, purpose="protect", by=cast.actors[who], now=NOW)
        assert opened.safe_place == PLACE
    for who in ("standing", "procuracy", "court", "auditor", "admin", "union", "outsider", "other_commune"):
        with pytest.raises((NotFound, NotAllowed)):
            victims.open_protection(protection_id, purpose="protect", by=cast.actors[who], now=NOW)


def test_the_recipient_of_a_referral_is_not_told_that_there_is_a_place(cast):
    """Even with every group of fields consented to: protection is no group of them."""
    protection_id = a_protection(cast, S.GRANTED)
    victim_id = the_file(protection_id)
    a_referral(cast, victim_id, ReferralStatus.ACCEPTED, at=DAY + 20 * HOUR, fields=tuple(FieldGroup))
    with pytest.raises(NotFound):
        open_protections(cast.legal_aid, victim_id, NOW)
    with pytest.raises((NotFound, NotAllowed)):
        victims.open_protection(protection_id, purpose="support", by=cast.legal_aid, now=NOW)
    page = client(cast, "legal_aid").get(f"/nan-nhan/{victim_id}/")
    assert page.status_code == 200
    assert "bao-ve" not in page.content.decode()
    assert client(cast, "legal_aid").get(f"/nan-nhan/{victim_id}/bao-ve/").status_code == 404


def test_neither_place_nor_plan_stands_on_a_page_before_it_is_opened(cast):
    protection_id = a_protection(cast, S.GRANTED)
    victim_id = the_file(protection_id)
    for who in ("police", "health", "border"):
        for path in (f"/nan-nhan/{victim_id}/bao-ve/", f"/nan-nhan/{victim_id}/", "/", "/nhat-ky/"):
            text = client(cast, who).get(path).content.decode()
            assert PLACE not in text and PLAN not in text
    address = f"/nan-nhan/{victim_id}/bao-ve/{protection_id}/mo/"
    assert PLACE in client(cast, "police").post(address, {"purpose": "support"}).content.decode()


def test_a_review_that_is_due_is_listed_for_its_circle(cast):
    protection_id = a_protection(cast, S.GRANTED)
    row = Protection.objects.get(id=protection_id)
    part, on = DuePart.PROTECTIONS, row.review_on
    a_referral(cast, row.victim_id, ReferralStatus.ACCEPTED, at=DAY + 20 * HOUR, fields=tuple(FieldGroup))
    victim, told = Victim.objects.get(id=row.victim_id), set()
    for who, actor in cast.actors.items():
        codes = [line.words for line in due(actor, part, on).items]
        told |= {who} if codes else set()
        assert codes == ([row.code] if actor.roles & {*CARERS} and in_circle(row, victim, actor) else []), who
        assert counts(actor, on, [part])[part] == len(codes)
        assert (part in parts_of(actor)) == (part in own_parts_of(actor)) == bool(actor.roles & {*CARERS}), who
    assert told >= {"police", "health", "border"} and not told & {"legal_aid", "standing", "union", "commune"}
    assert not due(cast.police, part, on - AHEAD - timedelta(days=1)).items
    for who in ("police", "health"):
        text = client(cast, who).get("/nan-nhan/den-han/?phan=protections").content.decode()
        assert "đến ngày xem xét lại" in text and PLACE not in text and "Nơi ở an toàn" not in text
    assert "phan=protections" not in client(cast, "standing").get("/nan-nhan/den-han/").content.decode()
    later = victims.ReviewProtection(protection_id, NOW, "", ("guard",), NOW.date() + timedelta(days=60))
    victims.review_protection(later, by=cast.police, now=NOW)
    line = open_protections(cast.police, row.victim_id, NOW).protections[0]
    assert line.measures == ("Canh gác, bảo vệ",)
    assert not due(cast.police, part, on).items


def test_the_figure_counts_those_protected_of_those_in_need(cast):
    a_protection(cast, S.GRANTED)
    a_protection(cast, S.GRANTED, protected="relative")
    a_protection(cast, S.REFUSED)
    found = figure("victim.need_protected", window_of(Scope(HOME), period("2026"), NOW.date()), ("protected",))
    assert (found.numerator, found.denominator) == (2, 3)
    assert found.cell("relative").denominator == 1


def opened_by(cast, who, code="protection.asked"):
    return client(cast, who).get(f"/so-lieu/{code}/?ky=2026").content.decode()


def test_a_figure_opens_to_the_protections_of_the_circle_and_counts_the_rest(cast):
    protection_id = a_protection(cast, S.GRANTED)
    row = Protection.objects.get(id=protection_id)
    elsewhere = Protection.objects.get(id=a_protection(cast, by="border"))
    Victim.objects.filter(id=elsewhere.victim_id).update(holder_id=cast.border.agency_id)
    for code in ("protection.asked", "victim.need_protected"):
        page = opened_by(cast, "police", code)
        assert row.code in page and elsewhere.code in page, code
        assert f"/nan-nhan/{row.victim_id}/bao-ve/" in page and PLACE not in page
        page = opened_by(cast, "health", code)
        assert row.code in page and elsewhere.code not in page, "neither asked for it nor holds the file"
        page = opened_by(cast, "standing", code)
        assert row.code not in page and elsewhere.code not in page, code


def test_who_follows_the_file_without_being_of_the_circle_reads_neither_fear_nor_measure(cast):
    protection_id = a_protection(cast, S.GRANTED)
    page = client(cast, "standing").get(f"/nan-nhan/{the_file(protection_id)}/bao-ve/").content.decode()
    assert S.GRANTED.label in page and "tạm lánh" not in page and Threat.FOLLOWED.label not in page
    page = client(cast, "police").get(f"/nan-nhan/{the_file(protection_id)}/bao-ve/").content.decode()
    assert "tạm lánh" in page and Threat.FOLLOWED.label in page


def test_that_its_words_were_opened_is_told_to_the_circle_alone(cast):
    """And a recipient of a referral reads who opened her identity of its own agency only."""
    protection_id = a_protection(cast, S.GRANTED)
    victim_id = the_file(protection_id)
    a_referral(cast, victim_id, ReferralStatus.ACCEPTED, at=DAY + 20 * HOUR, fields=tuple(FieldGroup))
    victims.open_protection(protection_id, purpose="protect", by=cast.police, now=NOW)
    open_identity(victim_id, purpose=OpeningPurpose.SUPPORT, by=cast.health, now=NOW)

    def read_by(who):
        file = open_dossier(cast.actors[who], victim_id, NOW)
        return {x.verb for x in file.timeline}, {x.agency_id for x in file.openings}

    for who, told in (("police", True), ("health", True), ("standing", False), ("legal_aid", False)):
        verbs, openers = read_by(who)
        assert ("protection.open_words" in verbs) is told, who
        assert (cast.health.agency_id in openers) is (who != "legal_aid"), who


def test_a_review_may_change_her_plan_and_keeps_what_it_does_not_name(cast):
    protection_id = a_protection(cast, S.GRANTED)
    review = victims.ReviewProtection(
        protection_id, NOW, "", ("guard",), NOW.date() + timedelta(days=20), safety_plan="Báo trưởng bản trước"
    )
    victims.review_protection(review, by=cast.police, now=NOW)
    opened = victims.open_protection(protection_id, purpose="protect", by=cast.health, now=NOW)
    assert (opened.safety_plan, opened.safe_place) == ("Báo trưởng bản trước", PLACE)


def test_her_own_file_tells_that_she_is_protected_and_not_where(cast):
    protection_id = a_protection(cast, S.GRANTED)
    told = str(own_file(the_file(protection_id), by=cast.border, now=NOW).sheet())
    assert "Bạn được bảo vệ thế nào" in told and "đang được bảo vệ" in told
    assert PLACE not in told and PLAN not in told and "tạm lánh" not in told
    assert "Bạn được bảo vệ thế nào" not in str(own_file(a_victim(cast), by=cast.border, now=NOW).sheet())
