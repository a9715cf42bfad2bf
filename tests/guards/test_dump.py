"""After the whole walk no name, number, address or word told lies open: in database, files, logs, pages."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.test import Client

from lachan.base.text import fold_vi
from lachan.cases.models import Accused
from lachan.cases.queries import open_accused
from lachan.people.models import Account
from lachan.tips import actions as tips
from lachan.tips import queries as tip_queries
from lachan.tips.rules import Channel, Suspicion, TipKind
from lachan.vault.fields import SealedField
from lachan.victims import actions as victims
from lachan.victims.models import ReturnGroup, VictimIdentity
from lachan.victims.protection_rules import Threat
from lachan.victims.queries import open_identity, search
from lachan.victims.return_queries import open_list
from lachan.victims.return_rules import parse_list
from lachan.victims.rules import OpeningPurpose, VictimStatus
from tests.people import COMMUNE, Cast
from tests.world import DAY
from tests.world_cases import a_charge, an_institution
from tests.world_plans import a_plan
from tests.world_victims import a_referral, a_return, a_victim

HOUR = timedelta(hours=1)

# One canary for each sealed field: words that stand nowhere else. Numbers keep the form the field asks for.
CANARIES: dict[str, str] = {
    "tips.Tip.informant_name": "Hoàng Báo Tin Quỳnhxạ",
    "tips.Tip.informant_phone": "0977123998",
    "tips.Tip.informant_address": "Ngõ Trâmxuyến số mười",
    "tips.Tip.refusal_reason": "Sợ bị trả thù Đẵmkhuya",
    "tips.Tip.summary": "Nghe kể về khu nhà Thẫmvàng",
    "cases.Case.summary": "Nhóm đưa người qua suối Lũngxanh",
    "cases.Accused.full_name": "Vừ Bị Can Tảngđá",
    "cases.Accused.birth_date": "1988-09-17",
    "cases.Accused.id_number": "098088123471",
    "cases.Accused.address": "Bản Rừngcọ nhà thứ ba",
    "victims.VictimIdentity.full_name": "Lò Thị Suốihoa",
    "victims.VictimIdentity.other_name": "Chị Mâytrắng",
    "victims.VictimIdentity.birth_date": "2007-08-23",
    "victims.VictimIdentity.id_number": "098307654329",
    "victims.VictimIdentity.phone": "0966543217",
    "victims.VictimIdentity.permanent_address": "Bản Đồngkhoai cuối dốc",
    "victims.VictimIdentity.relatives_contact": "Bố: Lò Văn Ruộngbậc",
    "victims.VictimIdentity.language_note": "Cần phiên dịch tiếng Tháiđen",
    "victims.VictimIdentity.narrative": "Bị lừa đi làm rồi giữ ở phố Đènlồng",
    "victims.GoalRow.goal": "Muốn mở quán ở bến Nắngvàng",
    "victims.GoalRow.means": "Cô họ dưới chợ Sươnggiăng giúp vốn",
    "victims.Protection.safe_place": "Nhà sàn cuối bản Lánhnạn",
    "victims.Protection.safety_plan": "Chạy sang nhà bà Đồngkhuê",
    "victims.Protection.decision_number": "41/QĐBV-Bímật",
    "journal.Note.words": "Quyết định nói rõ chuyện Thácbạc",
    "facilities.Facility.address": "Ngách Tạmlánh số chín",
    "facilities.Facility.contact": "Cô trực ban Mậtdanh",
    "files.StoredFile.name": "ke-hoach-Cầutreo.txt",
}
# Sealed for caution, but a number of an official paper: planted with the walk's own value.
SET_BY_THE_WALK = {
    "victims.VictimIdentity.decision_number": "77/QĐ-XYZW", "victims.DecisionRow.number": "77/QĐ-XYZW",
    "victims.DecisionRow.signer": "Ngô Kýtên Quyết", "victims.ListedPerson.full_name": "Vừ Trảvề Chờđợi",
    "victims.ListedPerson.birth_date": "1997-11-23", "victims.ListedPerson.id_number": "TRATRA778899",
    "victims.ReturnGroup.minutes_number": "909/BBGN-QZX",
}  # fmt: skip


def walk(cast: Cast) -> None:
    """Every record with every sealed field filled, opened once, searched for, and looked at in pages."""
    c = CANARIES
    tip = tips.RecordTip(
        DAY, Channel.HOTLINE_111, TipKind.REPORT, Suspicion.UNKNOWN, COMMUNE, c["tips.Tip.summary"],
        c["tips.Tip.informant_name"], c["tips.Tip.informant_phone"], c["tips.Tip.informant_address"],
        c["tips.Tip.refusal_reason"],
    )  # fmt: skip
    tip_id = tips.record_tip(tip, by=cast.commune, now=DAY)
    tips.accept(tips.Step(tip_id, DAY + HOUR, c["journal.Note.words"]), by=cast.police, now=DAY + HOUR)
    tip_queries.open_words(tip_id, purpose="handling", by=cast.police, now=DAY + HOUR)
    _case(cast)
    victim_id = _victim(cast)
    _return(cast)
    a_referral(cast, victim_id, at=DAY + 9 * HOUR)
    _care(cast, victim_id)
    _protection(cast, victim_id)
    _shelter(cast)
    a_plan(cast)
    _plan_document(cast)
    _pages(cast, victim_id)


def _case(cast: Cast) -> None:
    from lachan.cases import actions as cases

    c = CANARIES
    at = DAY + timedelta(days=2)
    case_id = cases.institute(an_institution(cast, at, summary=c["cases.Case.summary"]), by=cast.police, now=at)
    year, month, day = (int(n) for n in c["cases.Accused.birth_date"].split("-"))
    charge = a_charge(
        case_id, at, full_name=c["cases.Accused.full_name"], id_number=c["cases.Accused.id_number"],
        address=c["cases.Accused.address"], birth_year=year, birth_month=month, birth_day=day,
    )  # fmt: skip
    cases.charge(charge, by=cast.police, now=at)
    accused = Accused.objects.get(case_id=case_id)
    open_accused(accused.id, purpose="handling", by=cast.police, now=at)


def _victim(cast: Cast) -> Any:
    words = {f.rpartition(".")[2]: v for f, v in CANARIES.items() if f.startswith("victims.VictimIdentity.")}
    name = words.pop("full_name")
    victim_id = a_victim(cast, VictimStatus.PRESUMED, name=name, words=words)
    when = DAY + 8 * HOUR
    number = SET_BY_THE_WALK["victims.VictimIdentity.decision_number"]
    victims.request_identification(victims.Step(victim_id, when), by=cast.health, now=when)
    command = victims.Identify(
        victim_id, when, decision_number=number, signer=SET_BY_THE_WALK["victims.DecisionRow.signer"],
        evidence=("a", "e"), paper="police_certificate",
    )  # fmt: skip
    victims.identify(command, by=cast.police, now=when)
    open_identity(victim_id, purpose=OpeningPurpose.SUPPORT, by=cast.health, now=when)
    assert search(cast.health, fold_vi(name), when), "a name typed without marks finds the file"
    return victim_id


def _care(cast: Cast, victim_id: Any) -> None:
    c, when = CANARIES, DAY + 9 * HOUR
    goal = victims.Goal(c["victims.GoalRow.goal"], c["victims.GoalRow.means"], "2024.vocational")
    draft = victims.DraftPlan(victim_id, when, "", (goal,), when.date() + timedelta(days=30))
    victims.draft_careplan(draft, by=cast.health, now=when)
    victims.open_careplan(victim_id, purpose="support", by=cast.health, now=when)


def _protection(cast: Cast, victim_id: Any) -> None:
    c, when = CANARIES, DAY + 9 * HOUR
    plan, place = c["victims.Protection.safety_plan"], c["victims.Protection.safe_place"]
    number = c["victims.Protection.decision_number"]
    asked = victims.AskProtection(victim_id, when, "Có người tìm", "victim", (Threat.FOLLOWED,), plan)
    protection_id = victims.ask_protection(asked, by=cast.health, now=when)
    later = when.date() + timedelta(days=30)
    granted = victims.GrantProtection(protection_id, when, "", ("shelter",), later, number, place)
    victims.grant_protection(granted, by=cast.police, now=when)
    victims.open_protection(protection_id, purpose="protect", by=cast.police, now=when)


def _shelter(cast: Cast) -> None:
    from lachan.facilities import actions as facilities
    from lachan.facilities.rules import FacilityKind, ServiceKind

    command = facilities.Register(
        DAY, "Nơi tạm lánh số ba", FacilityKind.SAFE_HOUSE, (ServiceKind.SHELTER,), capacity=3,
        address=CANARIES["facilities.Facility.address"], contact=CANARIES["facilities.Facility.contact"],
    )  # fmt: skip
    facilities.apply_facility(command, by=cast.facility, now=DAY)


def _return(cast: Cast) -> None:
    said = SET_BY_THE_WALK
    born = "/".join(reversed(said["victims.ListedPerson.birth_date"].split("-")))
    line = f"{said['victims.ListedPerson.full_name']}; nữ; {born}; {said['victims.ListedPerson.id_number']}"
    return_id = a_return(cast, listed=parse_list(line, DAY.date()))
    when = DAY + timedelta(days=5)
    for person in open_list(return_id, purpose=OpeningPurpose.HAND_OVER, by=cast.border, now=when):
        victims.receive_person(victims.AboutListed(return_id, when, listed_id=person), by=cast.border, now=when)
    number = said["victims.ReturnGroup.minutes_number"]
    minutes = victims.HandOverGroup(return_id, when, minutes_number=number)
    victims.hand_over_return(minutes, by=cast.border, now=when)


def _plan_document(cast: Cast) -> None:
    from lachan.plans import actions as plans
    from tests.world_plans import TEXT

    command = plans.ReadDocument(CANARIES["files.StoredFile.name"], TEXT.encode())
    plans.read_plandoc(command, by=cast.standing, now=DAY)


def _pages(cast: Cast, victim_id: Any) -> None:
    """Officers look around; nothing sealed may stand in a page that nobody opened."""
    for name in ("standing", "police", "health", "commune", "border", "legal_aid", "auditor", "admin"):
        client = Client()
        account = Account.objects.get(username=name)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        for path in (
            "/",
            "/tin-bao/",
            "/vu-an/",
            "/nan-nhan/",
            f"/nan-nhan/{victim_id}/",
            f"/nan-nhan/{victim_id}/ho-tro/",
            f"/nan-nhan/{victim_id}/sang-loc/",
            "/nan-nhan/tim-truoc/",
            "/trao-tra/",
            f"/trao-tra/{ReturnGroup.objects.get().id}/",
            "/ra-soat-nhu-cau/",
            "/chuyen-tuyen/",
            "/co-so/",
            "/co-so/ra-soat/",
            "/nhat-ky/",
        ):
            assert leaks_in(client.get(path).content, f"page {path} of {name}") == []


def forms_of(word: str) -> Iterator[bytes]:
    """The ways a word could lie somewhere: composed, decomposed, folded, wide, base64, hex, escaped."""
    for text in {word, unicodedata.normalize("NFD", word), fold_vi(word), word.encode("unicode_escape").decode()}:
        raw = text.encode()
        yield raw
        yield raw.hex().encode()
        yield text.encode("utf-16-le")
        for shift in range(3):
            yield base64.b64encode(raw[shift : shift + (len(raw) - shift) // 3 * 3])


def leaks_in(haystack: bytes, where: str) -> list[str]:
    planted = {**CANARIES, **SET_BY_THE_WALK}
    return [f"{field} in {where}" for field, word in planted.items() for form in forms_of(word) if form in haystack]


def everything_in_the_database() -> Iterator[tuple[str, bytes]]:
    """Every value of every table as bytes; what a dump of either database would hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield f"table {table}", b"\n".join(_raw(value) for row in cursor.fetchall() for value in row)


def _raw(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def everything_on_the_disk(home: Path) -> Iterator[tuple[str, bytes]]:
    for path in home.rglob("*"):
        if path.is_file() and path.stat().st_size < 500_000_000:
            yield f"file {path.relative_to(home)}", path.read_bytes()


def leaks_everywhere(home: Path) -> list[str]:
    found = [leak for where, raw in everything_in_the_database() for leak in leaks_in(raw, where)]
    found += [leak for where, raw in everything_on_the_disk(home) for leak in leaks_in(raw, where)]
    return found + leaks_in(repr(getattr(cache, "_cache", "")).encode(), "cache")


def sealed_fields() -> dict[str, type[models.Model]]:
    rooms = (m for m in apps.get_models() if m.__module__.startswith("lachan."))
    return {
        f"{m._meta.app_label}.{m.__name__}.{f.name}": m
        for m in rooms
        for f in m._meta.get_fields()
        if isinstance(f, SealedField)
    }


@pytest.mark.django_db(transaction=True)
def test_nothing_told_lies_open(cast: Cast, home: Path) -> None:
    walk(cast)
    assert leaks_everywhere(home) == []
    empty = [f for f, m in sealed_fields().items() if not m.objects.exclude(**{f.rpartition(".")[2]: None}).exists()]
    assert empty == [], "the walk must plant a canary in every sealed field"


@pytest.mark.django_db(transaction=True)
def test_unsealing_one_field_turns_it_red(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: one field that keeps its words open must be found."""
    from lachan.vault import sealing

    closed = sealing._close

    def careless(row: models.Model, field: str, key: Any, text: str) -> bytes:
        return text.encode() if (type(row), field) == (VictimIdentity, "phone") else closed(row, field, key, text)

    monkeypatch.setattr(sealing, "_close", careless)
    a_victim(cast, words={"phone": CANARIES["victims.VictimIdentity.phone"]})
    assert any("VictimIdentity.phone" in leak for leak in leaks_everywhere(home))


def test_every_sealed_field_has_a_canary() -> None:
    assert set(sealed_fields()) == set(CANARIES) | set(SET_BY_THE_WALK)
