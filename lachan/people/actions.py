"""Writes of accounts, agencies and areas: opening, closing with a successor, inviting, changing roles, suspending."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from lachan.access.actor import Actor
from lachan.access.checks import Subject
from lachan.access.roles import AgencyKind, Role
from lachan.base.errors import NotFound, Refused
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.procedure import name_verbs
from lachan.people import access
from lachan.people.actors import actor_of
from lachan.people.models import Account, Agency, Area, Invitation, Succession
from lachan.people.rules import AreaLevel, check_district, check_own_province, check_roles
from lachan.vault.keys import ensure_agency_key

INVITATION_DAYS = 7

name_verbs(
    {
        "agency.open": "Lập cơ quan",
        "agency.close": "Kết thúc cơ quan",
        "account.invite": "Mời cán bộ",
        "account.accept_invitation": "Nhận lời mời",
        "account.change_roles": "Đổi vai trò",
        "account.suspend": "Khóa, mở khóa tài khoản",
        "account.renew_invitation": "Cấp lại lời mời",
        "account.read": "Xem danh sách tài khoản",
        "area.open": "Lập địa bàn",
    }
)


@dataclass(frozen=True)
class OpenAgency:
    code: str
    name: str
    kind: AgencyKind
    province_code: str
    area_code: str = ""
    in_force_from: date = date(2025, 7, 1)
    parent_id: UUID | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class Invite:
    username: str
    display_name: str
    agency_id: UUID
    roles: frozenset[Role]


@dataclass(frozen=True)
class Invited:
    """``word`` is shown once and never stored."""

    account_id: UUID
    word: str


@dataclass(frozen=True)
class OpenArea:
    level: AreaLevel
    code: str
    name: str
    kind: str
    province_code: str
    in_force_from: date
    source: str
    replaces: tuple[str, ...] = ()
    is_sample: bool = False


@action("agency.open")
def open_agency(command: OpenAgency, *, by: Actor, now: datetime) -> UUID:
    access.check_may_open_agency(by)
    check_own_province(command.province_code, by.province_code)
    if Agency.objects.filter(code=command.code).exists():
        raise Refused(f"Mã cơ quan «{command.code}» đã có. Hãy chọn mã khác.", field="code")
    agency = desk.add(
        Agency(
            code=tidy(command.code),
            name=tidy(command.name),
            kind=str(command.kind),
            province_code=command.province_code,
            area_code=command.area_code,
            parent_id=command.parent_id,
            in_force_from=command.in_force_from,
            is_sample=command.is_sample,
        )
    )
    ensure_agency_key(agency.id, now)
    _write("agency.open", agency.id, agency, by=by, now=now)
    return agency.id


@action("agency.close")
def close_agency(agency_id: UUID, *, until: date, successor_id: UUID | None, by: Actor, now: datetime) -> None:
    """Ends an agency; its records stay with it until the successor takes them over."""
    access.check_may_close_agency(by)
    agency = desk.fetch(Agency.objects.filter(province_code=by.province_code), agency_id)
    if agency.in_force_until is not None:
        raise Refused("Cơ quan này đã kết thúc. Muốn đổi cơ quan kế thừa, hãy báo bộ phận hỗ trợ phần mềm.")
    if until < agency.in_force_from:
        raise Refused("Ngày kết thúc sớm hơn ngày bắt đầu hiệu lực của cơ quan. Hãy nhập lại.", field="until")
    if successor_id is not None:
        _check_successor(agency, successor_id, until)
    agency.in_force_until, agency.successor_id = until, successor_id
    desk.change(agency, "in_force_until", "successor")
    _write("agency.close", agency.id, agency, by=by, now=now)


@action("account.invite")
def invite(command: Invite, *, by: Actor, now: datetime) -> Invited:
    access.check_may_invite(by)
    agency = desk.fetch(Agency.objects.filter(province_code=by.province_code), command.agency_id)
    check_roles(AgencyKind(agency.kind), command.roles)
    if Account.objects.filter(username=command.username).exists():
        raise Refused("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.", field="username")
    account = Account(
        username=tidy(command.username).lower(),
        display_name=tidy(command.display_name),
        agency=agency,
        roles=sorted(str(r) for r in command.roles),
        made_at=now,
    )
    account.set_unusable_password()
    desk.add(account)
    word = _new_word(account, now)
    _write("account.invite", account.id, agency, by=by, now=now)
    return Invited(account.id, word)


@action("account.renew_invitation")
def renew_invitation(account_id: UUID, *, by: Actor, now: datetime) -> Invited:
    """For a forgotten password or an expired invitation: the old way in closes at once, second factor included."""
    access.check_may_renew_invitation(by)
    account = _account_of_province(account_id, by)
    if account.id == by.account_id:
        raise Refused("Không tự cấp lại lời mời cho mình. Hãy đổi mật khẩu, hoặc nhờ quản trị viên khác.")
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Invitation.objects.filter(account=account, used_at=None).update(expires_at=now)
    Authenticator.objects.filter(user=account).delete()
    word = _new_word(account, now)
    _write("account.renew_invitation", account.id, account.agency, by=by, now=now)
    return Invited(account.id, word)


@action("account.accept_invitation")
def accept_invitation(word: str, password: str, *, now: datetime) -> str:
    """Sets the password of the invited account and returns its user name. Used, late and unknown words answer alike."""
    standing = Invitation.objects.filter(used_at=None, expires_at__gt=now, account__is_active=True)
    invitation = standing.filter(word_digest=_digest(word)).first()
    if invitation is None:
        raise NotFound
    account = invitation.account
    access.check_may_accept_invitation(actor_of(account))
    _check_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    _write("account.accept_invitation", account.id, account.agency, by=actor_of(account), now=now)
    return account.username


@action("account.change_roles")
def change_roles(account_id: UUID, roles: frozenset[Role], *, by: Actor, now: datetime) -> None:
    access.check_may_change_roles(by)
    account = _account_of_province(account_id, by)
    check_roles(AgencyKind(account.agency.kind), roles)
    account.roles = sorted(str(r) for r in roles)
    account.save(update_fields=["roles"])
    _write("account.change_roles", account.id, account.agency, by=by, now=now, facts={"roles": account.roles})


@action("account.suspend")
def suspend(account_id: UUID, *, is_active: bool, by: Actor, now: datetime) -> None:
    """Closes an account at once (its next request is refused), or opens it again."""
    access.check_may_suspend(by)
    account = _account_of_province(account_id, by)
    if account.id == by.account_id:
        raise Refused("Không tự khóa tài khoản của mình. Hãy nhờ quản trị viên khác.")
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    _write("account.suspend", account.id, account.agency, by=by, now=now, facts={"active": is_active})


@action("area.open")
def open_area(command: OpenArea, *, by: Actor, now: datetime) -> UUID:
    """A new unit; the units it replaces end the day before and name it as successor. A split names one twice."""
    access.check_may_open_area(by)
    check_own_province(command.province_code, by.province_code)
    check_district(command.level, command.in_force_from)
    last_day = command.in_force_from - timedelta(days=1)
    replaced = [_replaceable(code, command, last_day) for code in command.replaces]
    _check_code(command)
    area = desk.add(
        Area(
            level=str(command.level),
            code=command.code,
            name=tidy(command.name),
            kind=tidy(command.kind),
            province_code=command.province_code,
            in_force_from=command.in_force_from,
            source=tidy(command.source),
            is_sample=command.is_sample,
        )
    )
    for old in replaced:
        old.in_force_until = last_day
        desk.change(old, "in_force_until")
        desk.add(Succession(old=old, new=area, source=tidy(command.source)))
    subject = Subject(area.id, area.province_code, "", by.agency_id, by.agency_id)
    record("area.open", subject, "area", by=by, occurred_at=now, now=now)
    return area.id


def _replaceable(code: str, command: OpenArea, last_day: date) -> Area:
    """A unit that stands, or that an earlier half of the same split ended on that day."""
    rows = Area.objects.filter(code=code, level=str(command.level), province_code=command.province_code)
    old = rows.filter(in_force_from__lte=last_day).filter(Q(in_force_until=None) | Q(in_force_until=last_day)).first()
    if old is None:
        raise Refused(
            f"Không có đơn vị «{code}» tồn tại đến {last_day:%d/%m/%Y} để thay thế. Hãy kiểm tra mã và ngày hiệu lực.",
            field="replaces",
        )
    return old


def _check_code(command: OpenArea) -> None:
    """A code belongs to one unit at a time; a unit may take over the code of one it replaces."""
    rows = Area.objects.filter(code=command.code, level=str(command.level)).exclude(code__in=command.replaces)
    if rows.filter(Q(in_force_until=None) | Q(in_force_until__gte=command.in_force_from)).exists():
        raise Refused(f"Mã «{command.code}» đang thuộc một đơn vị khác. Hãy dùng mã trong danh mục mới.", field="code")


def _check_successor(agency: Agency, successor_id: UUID, until: date) -> None:
    rows = Agency.objects.filter(province_code=agency.province_code, id=successor_id).exclude(id=agency.id)
    if not rows.filter(Q(in_force_until=None) | Q(in_force_until__gt=until)).exists():
        raise Refused(
            "Cơ quan kế thừa phải là cơ quan khác trong tỉnh còn hoạt động sau ngày ấy.", field="successor_id"
        )


def _new_word(account: Account, now: datetime) -> str:
    word = secrets.token_urlsafe(24)
    expires = now + timedelta(days=INVITATION_DAYS)
    desk.add(Invitation(account=account, word_digest=_digest(word), made_at=now, expires_at=expires))
    return word


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from None


def _account_of_province(account_id: UUID, by: Actor) -> Account:
    return desk.fetch(Account.objects.filter(agency__province_code=by.province_code), account_id)


def _write(
    verb: str, subject_id: UUID, agency: Agency, *, by: Actor, now: datetime, facts: dict[str, object] | None = None
) -> None:
    subject = Subject(subject_id, agency.province_code, agency.area_code, agency.id, agency.id)
    record(verb, subject, verb.partition(".")[0], by=by, occurred_at=now, now=now, facts=facts)


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
