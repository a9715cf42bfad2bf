"""The fictitious province of Khê Sương, its neighbour, their communes, agencies and officers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import Argon2PasswordHasher

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind, Role
from lachan.base.text import fold_vi
from lachan.people.actions import Invite, OpenAgency, OpenArea, accept_invitation, invite, open_agency, open_area
from lachan.people.queries import actor_named
from lachan.people.rules import AreaLevel
from lachan.people.setting_up import first_administrator

HOME, NEXT_DOOR, NATION = "98", "99", "00"
HOME_NAME, NEXT_NAME = "Khê Sương", "Thạch Ngần"
PASSWORD = "mau-cong-khai-98"  # noqa: S105  public by intent: printed by the command, said on every page
SINCE = date(2016, 1, 1)
SOURCE = "dữ liệu mẫu, hư cấu"
WARDS = ("Vĩnh Chàm", "An Trúc")
BORDER = ("Pa Sương", "Huổi Ngần", "Khau Ngần")
INLAND = (
    "Nậm Sương", "Lũng Chàm", "Phiêng Sương", "Suối Ngần", "Mường Sen", "Đèo Sương", "Na Chàm", "Sơn Ngần",
    "Khe Trúc", "Nà Trúc", "Đồi Sim", "Vân Khê", "Thượng Khê", "Hạ Khê", "Tân Chàm",
)  # fmt: skip
NEXT_COMMUNES = ("Ngọc Chàm", "Cẩm Ngần", "Mai Khê")

K, R = AgencyKind, Role
# key, code after the province's, name, kind, accounts as (user name, role)
Office = tuple[str, str, str, AgencyKind, tuple[tuple[str, Role], ...]]
OFFICES: tuple[Office, ...] = (
    ("standing", "BCD138", "Ban Chỉ đạo 138 tỉnh", K.STEERING_COMMITTEE,
     (("thuongtruc", R.STANDING_OFFICE), ("thuongtruc2", R.STANDING_OFFICE))),
    ("police", "CAT", "Công an tỉnh", K.PROVINCIAL_POLICE,
     (("dieutra1", R.INVESTIGATOR), ("dieutra2", R.INVESTIGATOR))),
    ("health", "SYT", "Sở Y tế tỉnh", K.HEALTH_DEPARTMENT, (("yte", R.HEALTH_OFFICER), ("yte2", R.HEALTH_OFFICER))),
    ("committee", "UBND", "Ủy ban nhân dân tỉnh", K.PEOPLES_COMMITTEE, (("ubndtinh", R.COMMITTEE_OFFICER),)),
    ("border1", "BP1", "Đồn Biên phòng Pa Sương", K.BORDER_GUARD,
     (("bienphong1", R.BORDER_OFFICER), ("chihuy1", R.BORDER_OFFICER))),
    ("border2", "BP2", "Đồn Biên phòng Huổi Ngần", K.BORDER_GUARD, (("bienphong2", R.BORDER_OFFICER),)),
    ("facility", "CTXH", "Trung tâm Công tác xã hội tỉnh", K.FACILITY,
     (("congtacxahoi", R.FACILITY_OFFICER), ("congtacxahoi2", R.FACILITY_OFFICER))),
    ("legal_aid", "TGPL", "Trung tâm Trợ giúp pháp lý nhà nước tỉnh", K.LEGAL_AID,
     (("phaply", R.LEGAL_AID_OFFICER), ("phaply2", R.LEGAL_AID_OFFICER))),
    ("union", "HPN", "Hội Liên hiệp Phụ nữ tỉnh", K.UNION, (("phunu", R.UNION_OFFICER), ("phunu2", R.UNION_OFFICER))),
    ("procuracy", "VKS", "Viện kiểm sát nhân dân tỉnh", K.PROCURACY, (("kiemsat", R.PROCURACY_READER),)),
    ("court", "TA", "Tòa án nhân dân tỉnh", K.COURT, (("toaan", R.COURT_READER),)),
    ("finance", "STC", "Sở Tài chính tỉnh", K.DEPARTMENT, (("taichinh", R.FINANCE_OFFICER),)),
    ("inspectorate", "TTR", "Thanh tra tỉnh", K.DEPARTMENT, (("thanhtra", R.AUDITOR),)),
    ("hotline", "TD111", "Tổng đài 111", K.HOTLINE, ()),
)  # fmt: skip
# The ministries stand in an installation of their own; here, so that a report can go all the way up.
MINISTRIES: tuple[Office, ...] = (
    ("ministry", "BCA", "Bộ Công an (mẫu)", K.MINISTRY, (("bocongan", R.MINISTRY_OFFICER),)),
    ("ministry_health", "BYT", "Bộ Y tế (mẫu)", K.MINISTRY, (("boyte", R.MINISTRY_OFFICER),)),
)
CHIEFS = 8  # communes where a second officer reviews and signs reports
NEXT_OFFICES = ("standing", "police", "health")
_NAMED_WITHOUT_PROVINCE = frozenset({K.BORDER_GUARD, K.HOTLINE, K.MINISTRY})


@dataclass(frozen=True)
class Commune:
    code: str
    name: str
    kind: str

    @property
    def slug(self) -> str:
        return fold_vi(self.name).replace(" ", "")


@dataclass(frozen=True)
class CastLine:
    """One line of what the command prints."""

    username: str
    role: Role
    agency_code: str


@dataclass
class Cast:
    """The officers by key (``police``, ``border1``) and by commune, and how they sign in."""

    actors: dict[str, Actor] = field(default_factory=dict)
    commune_officers: dict[str, Actor] = field(default_factory=dict)
    commune_chiefs: dict[str, Actor] = field(default_factory=dict)
    commune_police: dict[str, Actor] = field(default_factory=dict)
    lines: list[CastLine] = field(default_factory=list)

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]


def communes() -> tuple[Commune, ...]:
    names = [(n, "phường") for n in WARDS] + [(n, "xã") for n in (*BORDER, *INLAND)]
    return tuple(Commune(f"{HOME}{n:03}", name, kind) for n, (name, kind) in enumerate(names, 1))


def border_communes() -> tuple[Commune, ...]:
    return tuple(c for c in communes() if c.name in BORDER)


def build_places(now: datetime) -> Cast:
    """Both provinces and the ministries, through the actions an administrator uses."""
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 8192  # public passwords: nothing to protect
    cast = Cast()
    _province(cast, HOME, HOME_NAME, communes(), OFFICES, now)
    there = tuple(Commune(f"{NEXT_DOOR}{n:03}", name, "xã") for n, name in enumerate(NEXT_COMMUNES, 1))
    _province(cast, NEXT_DOOR, NEXT_NAME, there, tuple(o for o in OFFICES if o[0] in NEXT_OFFICES), now)
    _province(cast, NATION, "", (), MINISTRIES, now)
    return cast


def _province(
    cast: Cast, code: str, name: str, areas: tuple[Commune, ...], offices: tuple[Office, ...], now: datetime
) -> None:
    tail = "" if code == HOME else f".{code}"
    first_administrator(code, f"quantri{tail}", PASSWORD, now, is_sample=True)
    admin = actor_named(f"quantri{tail}")
    _area(AreaLevel.PROVINCE, code, name or "Cả nước", "tỉnh" if name else "", admin, now)
    for area in areas:
        _area(AreaLevel.COMMUNE, area.code, area.name, area.kind, admin, now)
    for key, short, title, kind, accounts in offices:
        full = title if kind in _NAMED_WITHOUT_PROVINCE else f"{title} {name}"
        agency_id = _agency(f"{code}.{short}", full, kind, "", admin, now)
        for username, role in accounts:
            actor = _account(cast, f"{username}{tail}", full, agency_id, role, admin, now)
            cast.actors.setdefault(f"{key}{tail}", actor)
            cast.actors[f"{key}{tail}.chief"] = actor  # the last of an agency reviews what the first wrote
    for area in areas:
        _commune_offices(cast, area, tail, admin, now)
    for area in areas[:CHIEFS] if code == HOME else ():
        _chief(cast, area, admin, now)
    cast.actors[f"admin{tail}"] = admin
    cast.lines.append(CastLine(f"quantri{tail}", Role.ADMINISTRATOR, admin.agency_code))


def _commune_offices(cast: Cast, area: Commune, tail: str, admin: Actor, now: datetime) -> None:
    code, place = area.code, f"{area.kind} {area.name}"
    for short, title, kind, role, by_commune in (
        ("XA", "Ủy ban nhân dân", K.COMMUNE, R.COMMUNE_OFFICER, cast.commune_officers),
        ("CAX", "Công an", K.COMMUNE_POLICE, R.COMMUNE_POLICE, cast.commune_police),
    ):
        full = f"{title} {place}"
        agency_id = _agency(f"{code[:2]}.{short}.{code}", full, kind, code, admin, now)
        by_commune[code] = _account(cast, f"{short.lower()}.{area.slug}{tail}", full, agency_id, role, admin, now)


def _chief(cast: Cast, area: Commune, admin: Actor, now: datetime) -> None:
    """The second officer of a commune: who signs is not who wrote."""
    agency_id, full = cast.commune_officers[area.code].agency_id, f"Ủy ban nhân dân {area.kind} {area.name}"
    cast.commune_chiefs[area.code] = _account(cast, f"ld.{area.slug}", full, agency_id, R.COMMUNE_OFFICER, admin, now)


def _area(level: AreaLevel, code: str, name: str, kind: str, admin: Actor, now: datetime) -> None:
    command = OpenArea(level, code, name, kind, admin.province_code, SINCE, SOURCE, is_sample=True)
    open_area(command, by=admin, now=now)


def _agency(code: str, name: str, kind: AgencyKind, area_code: str, admin: Actor, now: datetime) -> UUID:
    command = OpenAgency(code, name, kind, admin.province_code, area_code, SINCE, is_sample=True)
    return open_agency(command, by=admin, now=now)


def _account(
    cast: Cast, username: str, display_name: str, agency_id: UUID, role: Role, admin: Actor, now: datetime
) -> Actor:
    invited = invite(Invite(username, f"Cán bộ {display_name}"[:80], agency_id, frozenset({role})), by=admin, now=now)
    accept_invitation(invited.word, PASSWORD, now=now)
    actor = actor_named(username)
    cast.lines.append(CastLine(username, role, actor.agency_code))
    return actor
