"""Accounts, agencies and areas: roles of the agency's kind, one-time invitations, dated units and their successors."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from lachan.access.roles import AgencyKind, Role
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal.models import Entry
from lachan.people import queries
from lachan.people.actions import (
    Invite,
    OpenAgency,
    OpenArea,
    accept_invitation,
    change_roles,
    close_agency,
    invite,
    open_agency,
    open_area,
    renew_invitation,
    suspend,
)
from lachan.people.models import Account, Area, Invitation, Succession
from lachan.people.rules import ROLES_OF, AreaLevel
from lachan.people.setting_up import load_areas
from tests.people import COMMUNE, HOME, PASSWORD, START

pytestmark = pytest.mark.django_db

LATER = START + timedelta(days=1)
NEXT_YEAR = date(2027, 1, 1)


def account_named(username: str) -> Account:
    return Account.objects.get(username=username)


def invited(cast, username: str = "can.bo.moi", roles: frozenset[Role] = frozenset({Role.INVESTIGATOR})):
    return invite(Invite(username, "Cán bộ mới", cast.police.agency_id, roles), by=cast.admin, now=START)


# --- roles


@pytest.mark.parametrize("kind", AgencyKind)
def test_every_kind_of_agency_says_which_roles_it_gives(kind):
    assert ROLES_OF[kind] <= set(Role)


def test_every_role_can_be_given_by_some_agency():
    assert set().union(*ROLES_OF.values()) == set(Role)


@pytest.mark.parametrize("roles", [{Role.HEALTH_OFFICER}, {Role.INVESTIGATOR, Role.ADMINISTRATOR}, set()])
def test_an_officer_has_only_roles_of_his_agencys_kind(cast, roles):
    with pytest.raises(Refused, match="chỉ được giao vai trò") as refusal:
        invited(cast, roles=frozenset(roles))
    assert refusal.value.field == "roles"
    with pytest.raises(Refused, match="chỉ được giao vai trò"):
        change_roles(cast.police.account_id, frozenset(roles), by=cast.admin, now=LATER)


def test_changed_roles_hold_from_the_next_request(cast):
    both = frozenset({Role.INVESTIGATOR, Role.STANDING_OFFICE})
    change_roles(cast.police.account_id, both, by=cast.admin, now=LATER)
    assert queries.actor_named("police").roles == both
    assert cast.police.roles == {Role.INVESTIGATOR}  # an actor is frozen: this request goes on as it began
    [entry] = Entry.objects.filter(verb="account.change_roles")
    assert entry.facts == {"roles": ["investigator", "standing_office"]}


@pytest.mark.parametrize("who", ["standing", "police", "commune", "auditor", "admin_elsewhere"])
def test_only_the_administrator_of_the_province_arranges_people(cast, who):
    actor = cast.actors[who]
    with pytest.raises((NotAllowed, NotFound)):
        change_roles(cast.police.account_id, frozenset({Role.INVESTIGATOR}), by=actor, now=LATER)
    with pytest.raises((NotAllowed, NotFound)):
        suspend(cast.police.account_id, is_active=False, by=actor, now=LATER)
    with pytest.raises((NotAllowed, NotFound)):
        renew_invitation(cast.police.account_id, by=actor, now=LATER)
    with pytest.raises((NotAllowed, NotFound)):
        invite(Invite("ke.la", "Kẻ lạ", cast.police.agency_id, frozenset({Role.INVESTIGATOR})), by=actor, now=LATER)
    with pytest.raises(NotFound):
        queries.get_account(actor, cast.police.account_id)
    assert account_named("police").is_active


def test_the_list_of_accounts_ends_at_the_province(cast):
    names = {a.username for a in queries.list_accounts(cast.admin)}
    assert "police" in names and "outsider" not in names
    with pytest.raises(NotAllowed):
        queries.list_accounts(cast.standing)


# --- invitations


def test_an_invitation_works_once(cast):
    word = invited(cast).word
    assert not account_named("can.bo.moi").has_usable_password()
    assert accept_invitation(word, PASSWORD, now=LATER) == "can.bo.moi"
    assert account_named("can.bo.moi").check_password(PASSWORD)
    with pytest.raises(NotFound):
        accept_invitation(word, "mat-khau-cua-ke-trom", now=LATER)


def test_an_invitation_ends_after_seven_days(cast):
    word = invited(cast).word
    with pytest.raises(NotFound):
        accept_invitation(word, PASSWORD, now=START + timedelta(days=7))
    assert accept_invitation(word, PASSWORD, now=START + timedelta(days=7, seconds=-1))


def test_only_a_digest_of_the_word_is_kept(cast):
    word = invited(cast).word
    kept = [str(value) for row in Invitation.objects.values() for value in row.values()]
    assert len(word) >= 32 and not any(word in value for value in kept)
    assert not any(word in str(row) for row in Entry.objects.values())


@pytest.mark.parametrize("weak", ["ngan", "qwerty123456", "can.bo.moi.1"])
def test_a_weak_password_is_refused_and_the_invitation_stays(cast, weak):
    word = invited(cast).word
    with pytest.raises(Refused) as refusal:
        accept_invitation(word, weak, now=LATER)
    assert refusal.value.field == "password"
    assert accept_invitation(word, PASSWORD, now=LATER)


def test_a_used_user_name_is_refused(cast):
    with pytest.raises(Refused, match="đã có người dùng"):
        invited(cast, username="police")


def test_a_suspended_account_cannot_use_its_invitation(cast):
    word = invited(cast).word
    suspend(account_named("can.bo.moi").id, is_active=False, by=cast.admin, now=LATER)
    with pytest.raises(NotFound):
        accept_invitation(word, PASSWORD, now=LATER)


def test_a_new_way_in_closes_the_old_one(cast):
    """A forgotten password, a lost invitation, a lost second factor: one answer for the three."""
    from allauth.mfa.models import Authenticator

    first = invited(cast).word
    account = account_named("can.bo.moi")
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    second = renew_invitation(account.id, by=cast.admin, now=LATER).word
    with pytest.raises(NotFound):
        accept_invitation(first, PASSWORD, now=LATER)
    assert accept_invitation(second, PASSWORD, now=LATER) == "can.bo.moi"
    assert not Authenticator.objects.filter(user=account).exists()
    with pytest.raises(Refused, match="quản trị viên khác"):
        renew_invitation(cast.admin.account_id, by=cast.admin, now=LATER)


# --- suspending


def test_a_suspended_account_is_refused_at_once(cast):
    client = Client()
    client.force_login(account_named("police"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/phap-luat/").status_code == 200
    suspend(cast.police.account_id, is_active=False, by=cast.admin, now=LATER)
    answer = client.get("/phap-luat/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/dang-nhap/")
    with pytest.raises(NotFound):
        queries.actor_named("police")
    suspend(cast.police.account_id, is_active=True, by=cast.admin, now=LATER)
    assert queries.actor_named("police").account_id == cast.police.account_id


def test_nobody_locks_himself_out(cast):
    with pytest.raises(Refused, match="Không tự khóa"):
        suspend(cast.admin.account_id, is_active=False, by=cast.admin, now=LATER)


# --- agencies


def a_new_department(cast, code: str = "98.SYT2", province: str = HOME):
    command = OpenAgency(code, "Sở Y tế mới", AgencyKind.HEALTH_DEPARTMENT, province, in_force_from=NEXT_YEAR)
    return open_agency(command, by=cast.admin, now=LATER)


def test_an_agency_ends_and_names_its_successor(cast):
    new_id = a_new_department(cast)
    last = NEXT_YEAR - timedelta(days=1)
    close_agency(cast.health.agency_id, until=last, successor_id=new_id, by=cast.admin, now=LATER)
    kind = AgencyKind.HEALTH_DEPARTMENT
    assert queries.the_agency(HOME, kind, last).id == cast.health.agency_id
    assert queries.the_agency(HOME, kind, NEXT_YEAR).id == new_id
    assert queries.get_agency(cast.health.agency_id).successor_id == new_id
    assert [a.id for a in queries.ended_agencies(HOME, NEXT_YEAR)] == [cast.health.agency_id]


@pytest.mark.parametrize("why", ["itself", "elsewhere", "too_early", "twice"])
def test_an_agency_does_not_end_wrongly(cast, why):
    own, until, successor = cast.health.agency_id, date(2026, 12, 31), None
    if why == "twice":
        close_agency(own, until=until, successor_id=None, by=cast.admin, now=LATER)
    successor = {"itself": own, "elsewhere": cast.outsider.agency_id}.get(why)
    until = date(2000, 1, 1) if why == "too_early" else until
    with pytest.raises(Refused):
        close_agency(own, until=until, successor_id=successor, by=cast.admin, now=LATER)


def test_an_administrator_opens_and_ends_agencies_of_his_province_only(cast):
    with pytest.raises(Refused, match="tỉnh mình"):
        a_new_department(cast, "99.SYT2", "99")
    with pytest.raises(NotFound):
        close_agency(cast.outsider.agency_id, until=NEXT_YEAR, successor_id=None, by=cast.admin, now=LATER)
    with pytest.raises(Refused, match="đã có"):
        a_new_department(cast, "98.SYT")


# --- areas


def new_commune(cast, code: str, *replaces: str, since: date = NEXT_YEAR, level: AreaLevel = AreaLevel.COMMUNE):
    command = OpenArea(level, code, f"Mới {code}", "xã", HOME, since, "Nghị quyết thử nghiệm", replaces)
    return open_area(command, by=cast.admin, now=LATER)


def test_units_merge_and_name_what_they_became(cast):
    new_commune(cast, "98010", "98001", "98002")
    last = NEXT_YEAR - timedelta(days=1)
    assert [a.code for a in queries.list_areas(HOME, AreaLevel.COMMUNE, last)] == ["98002", "98001"]
    assert [a.code for a in queries.list_areas(HOME, AreaLevel.COMMUNE, NEXT_YEAR)] == ["98010"]
    assert [a.code for a in queries.successors_of(COMMUNE, last)] == ["98010"]
    assert queries.area_on(COMMUNE, last).successors == (("98010", "Mới 98010"),)
    with pytest.raises(NotFound):
        queries.area_on(COMMUNE, NEXT_YEAR)


def test_a_unit_splits_into_several(cast):
    new_commune(cast, "98011", COMMUNE)
    new_commune(cast, "98012", COMMUNE)
    last = NEXT_YEAR - timedelta(days=1)
    assert {a.code for a in queries.successors_of(COMMUNE, last)} == {"98011", "98012"}
    assert Succession.objects.filter(old__code=COMMUNE).count() == 2


def test_a_unit_may_keep_the_code_of_one_it_replaces(cast):
    new_commune(cast, COMMUNE, COMMUNE, "98002")
    assert [a.in_force_until for a in Area.objects.filter(code=COMMUNE).order_by("in_force_from")] == [
        NEXT_YEAR - timedelta(days=1),
        None,
    ]
    assert queries.area_names([COMMUNE]) == {COMMUNE: "xã Mới 98001"}
    assert queries.area_names([COMMUNE], date(2026, 6, 1)) == {COMMUNE: "xã Thử Một"}


@pytest.mark.parametrize(
    ("code", "replaces", "since", "says"),
    [
        ("98001", (), NEXT_YEAR, "đang thuộc một đơn vị khác"),
        ("98010", ("98777",), NEXT_YEAR, "Không có đơn vị «98777»"),
        ("98010", ("99001",), NEXT_YEAR, "Không có đơn vị «99001»"),
        ("98010", ("98001",), date(2015, 1, 1), "Không có đơn vị «98001»"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(cast, code, replaces, since, says):
    before = Area.objects.count()
    with pytest.raises(Refused, match=says):
        new_commune(cast, code, *replaces, since=since)
    assert Area.objects.count() == before


def test_there_is_no_district_since_july_2025(cast):
    with pytest.raises(Refused, match="không còn cấp huyện"):
        new_commune(cast, "980", since=date(2025, 7, 1), level=AreaLevel.DISTRICT)
    assert new_commune(cast, "980", since=date(2025, 6, 30), level=AreaLevel.DISTRICT)


def test_the_country_had_63_provinces_and_has_34_with_3321_communes(db):
    assert load_areas() > 63 + 34 + 3321  # and the spans of a province that was renamed
    assert load_areas() == 0
    assert len(queries.list_provinces(date(2025, 6, 30))) == 63
    today = queries.list_provinces(date(2025, 7, 1))
    assert len(today) == 34
    communes = [queries.list_areas(p.code, AreaLevel.COMMUNE, date(2025, 7, 1)) for p in today]
    assert sum(map(len, communes)) == 3321
    assert all(p.successors for p in queries.list_provinces(date(2025, 6, 30)))
    assert [a.name for a in queries.successors_of("02", date(2025, 6, 30))] == ["Tuyên Quang"]  # Hà Giang
    names = [p.name for p in today]
    assert names.index("An Giang") < names.index("Đà Nẵng") < names.index("Điện Biên") < names.index("Huế")


# --- the pages


def visitor(username: str) -> Client:
    client = Client()
    client.force_login(account_named(username), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_invitation_through_the_pages(cast):
    """The word is in the answer to the administrator's own POST, and in no address, session or message after it."""
    admin, newcomer = visitor("admin"), Client()
    address = f"/tai-khoan/moi/?agency={cast.health.agency_id}"
    offered = admin.get(address).context["form"].fields["roles"].choices
    assert [value for value, _ in offered] == ["health_officer"]
    data = {"username": "syt.moi", "display_name": "Cán bộ mới", "roles": ["health_officer"]}
    answer = admin.post(address, data)
    word = answer.context["word"]
    assert word in answer.content.decode() and word not in str(dict(admin.session))
    assert word not in admin.get("/tai-khoan/").content.decode()
    form = {"word": word, "password": PASSWORD, "again": PASSWORD}
    for wrong in ({"word": "sai"}, {"again": "khác"}, {"password": "ngan", "again": "ngan"}):
        assert newcomer.post("/loi-moi/", form | wrong).status_code == 200
    assert newcomer.post("/loi-moi/", form).url == "/dang-nhap/"
    assert account_named("syt.moi").check_password(PASSWORD)
    again = newcomer.post("/loi-moi/", form)
    assert "đã dùng" in again.context["form"].errors["word"][0]


def test_the_administrator_arranges_people_through_the_pages(cast):
    admin, page = visitor("admin"), f"/tai-khoan/{cast.police.account_id}/"
    assert admin.post(page + "vai-tro/", {"roles": ["standing_office"]}).status_code == 302
    assert queries.actor_named("police").roles == {Role.STANDING_OFFICE}
    assert "chỉ" in str(admin.post(page + "vai-tro/", {"roles": []}).content.decode()).lower()
    assert admin.post(page + "khoa/").status_code == 302 and not account_named("police").is_active
    assert admin.post(page + "khoa/").status_code == 302 and account_named("police").is_active
    assert admin.post(page + "loi-moi/").context["word"]
    assert not account_named("police").has_usable_password()


@pytest.mark.parametrize("who", ["standing", "police", "auditor", "admin_elsewhere"])
def test_others_find_no_accounts(cast, who):
    client = visitor(who)
    if who != "admin_elsewhere":
        assert client.get("/tai-khoan/").status_code == client.get("/tai-khoan/moi/").status_code == 403
    for tail in ("", "vai-tro/", "khoa/", "loi-moi/"):
        address = f"/tai-khoan/{cast.health.account_id}/{tail}"
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_agencies_and_areas_are_read_by_all_and_arranged_by_one(cast):
    police, admin = visitor("police"), visitor("admin")
    for address in ("/co-quan/", f"/co-quan/{cast.health.agency_id}/", "/dia-ban/", "/dia-ban/?cap=tinh", "/nhat-ky/"):
        assert police.get(address).status_code == admin.get(address).status_code == 200
    for address in ("/co-quan/moi/", "/dia-ban/moi/"):
        assert (police.get(address).status_code, admin.get(address).status_code) == (403, 200)
    closing = f"/co-quan/{cast.health.agency_id}/ket-thuc/"
    assert police.post(closing, {"until": "2026-12-31"}).status_code == 403
    assert admin.post(closing, {"until": "2026-12-31", "successor_id": ""}).status_code == 302
    merger = {
        "name": "Thử Gộp", "kind": "xã", "code": "98010", "in_force_from": "2027-01-01", "source": "Nghị quyết thử",
        "replaces": ["98001", "98002"],
    }  # fmt: skip
    assert admin.post("/dia-ban/moi/", merger).status_code == 302
    after = admin.get("/dia-ban/?tai-ngay=2027-01-01").content.decode()
    assert "Xã Thử Gộp" in after and "Xã Thử Một" not in after
    assert "Thử Gộp" in admin.get("/dia-ban/?tai-ngay=2026-12-31").content.decode()  # what they have become


def test_the_chain_is_checked_by_those_who_answer_for_it(cast):
    for who in ("admin", "auditor"):
        assert visitor(who).post("/nhat-ky/kiem-tra/").context["verdict"].is_whole
    assert visitor("police").post("/nhat-ky/kiem-tra/").status_code == 404
