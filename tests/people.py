"""The named cast of the tests: one officer of each office of a fictitious province, and those who must see nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind, Role
from lachan.base.clock import VIETNAM
from lachan.people.actions import Invite, OpenAgency, accept_invitation, invite, open_agency
from lachan.people.models import Account, Area
from lachan.people.queries import actor_named
from lachan.people.rules import AreaLevel
from lachan.people.setting_up import first_administrator

HOME, ELSEWHERE, NATION = "98", "99", "00"
COMMUNE = "98001"
START = datetime(2026, 1, 5, 8, 0, tzinfo=VIETNAM)
PASSWORD = "mat-khau-thu-nghiem-98"
K, R = AgencyKind, Role

# name of the cast member: code of the agency, its name, kind, commune, role
OFFICES: dict[str, tuple[str, str, AgencyKind, str, Role]] = {
    "standing": ("98.BCD138", "Ban Chỉ đạo 138 tỉnh thử nghiệm", K.STEERING_COMMITTEE, "", R.STANDING_OFFICE),
    "police": ("98.CAT", "Công an tỉnh thử nghiệm", K.PROVINCIAL_POLICE, "", R.INVESTIGATOR),
    "health": ("98.SYT", "Sở Y tế tỉnh thử nghiệm", K.HEALTH_DEPARTMENT, "", R.HEALTH_OFFICER),
    "commune": ("98.XA.98001", "UBND xã Thử Một", K.COMMUNE, COMMUNE, R.COMMUNE_OFFICER),
    "other_commune": ("98.XA.98002", "UBND xã Thử Hai", K.COMMUNE, "98002", R.COMMUNE_OFFICER),
    "commune_police": ("98.CAX.98001", "Công an xã Thử Một", K.COMMUNE_POLICE, COMMUNE, R.COMMUNE_POLICE),
    "border": ("98.BP1", "Đồn Biên phòng thử nghiệm", K.BORDER_GUARD, "", R.BORDER_OFFICER),
    "facility": ("98.CTXH", "Trung tâm Công tác xã hội thử nghiệm", K.FACILITY, "", R.FACILITY_OFFICER),
    "legal_aid": ("98.TGPL", "Trung tâm Trợ giúp pháp lý thử nghiệm", K.LEGAL_AID, "", R.LEGAL_AID_OFFICER),
    "union": ("98.HPN", "Hội LHPN tỉnh thử nghiệm", K.UNION, "", R.UNION_OFFICER),
    "procuracy": ("98.VKS", "VKSND tỉnh thử nghiệm", K.PROCURACY, "", R.PROCURACY_READER),
    "court": ("98.TA", "TAND tỉnh thử nghiệm", K.COURT, "", R.COURT_READER),
    "committee": ("98.UBND", "UBND tỉnh thử nghiệm", K.PEOPLES_COMMITTEE, "", R.COMMITTEE_OFFICER),
    "finance": ("98.STC", "Sở Tài chính tỉnh thử nghiệm", K.DEPARTMENT, "", R.FINANCE_OFFICER),
    "auditor": ("98.TTR", "Thanh tra tỉnh thử nghiệm", K.DEPARTMENT, "", R.AUDITOR),
}
# Agencies where a second officer works: a report is reviewed by other eyes than those that wrote it.
SECOND = ("standing", "police", "health", "commune", "other_commune")
OUTSIDERS: dict[str, tuple[str, str, AgencyKind, str, Role]] = {
    "outsider": ("99.CAT", "Công an tỉnh láng giềng thử nghiệm", K.PROVINCIAL_POLICE, "", R.INVESTIGATOR),
    "outsider_health": ("99.SYT", "Sở Y tế tỉnh láng giềng thử nghiệm", K.HEALTH_DEPARTMENT, "", R.HEALTH_OFFICER),
}

CENTRAL: dict[str, tuple[str, str, AgencyKind, str, Role]] = {
    "ministry": ("00.BCA", "Bộ Công an (thử nghiệm)", K.MINISTRY, "", R.MINISTRY_OFFICER),
    "ministry_health": ("00.BYT", "Bộ Y tế (thử nghiệm)", K.MINISTRY, "", R.MINISTRY_OFFICER),
}


@dataclass(frozen=True)
class Cast:
    """Actors by name: ``cast.police``."""

    actors: dict[str, Actor]

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None


def build_cast() -> Cast:
    """Two provinces with their agencies and one account each (user name = cast name), through the real actions."""
    actors = {}
    for code, admin, offices in (
        (HOME, "admin", OFFICES),
        (ELSEWHERE, "admin_elsewhere", OUTSIDERS),
        (NATION, "admin_nation", CENTRAL),
    ):
        _areas(code)
        first_administrator(code, admin, PASSWORD, START, is_sample=True)
        actors[admin] = actor_named(admin)
        for name, (agency, title, kind, area, role) in offices.items():
            command = OpenAgency(agency, title, kind, code, area, date(2016, 1, 1), is_sample=True)
            agency_id = open_agency(command, by=actors[admin], now=START)
            word = invite(Invite(name, title, agency_id, frozenset({role})), by=actors[admin], now=START).word
            accept_invitation(word, PASSWORD, now=START)
            actors[name] = actor_named(name)
            if name in SECOND:
                word = invite(Invite(f"{name}2", title, agency_id, frozenset({role})), by=actors[admin], now=START).word
                accept_invitation(word, PASSWORD, now=START)
                actors[f"{name}2"] = actor_named(f"{name}2")
    return Cast(actors)


def load_cast() -> Cast | None:
    """The cast that stands in the database already."""
    names = [
        *OFFICES,
        *OUTSIDERS,
        *(f"{name}2" for name in SECOND),
        "admin",
        "admin_elsewhere",
        *CENTRAL,
        "admin_nation",
    ]
    if not Account.objects.filter(username="admin").exists():
        return None
    return Cast({name: actor_named(name) for name in names})


def _areas(code: str) -> None:
    rows = [Area(level=str(AreaLevel.PROVINCE), code=code, name=f"Thử nghiệm {code}", kind="tỉnh")]
    if code == NATION:
        rows = [Area(level=str(AreaLevel.PROVINCE), code=code, name="Cả nước", kind="")]
    for tail, word in (("001", "Một"), ("002", "Hai")) if code != NATION else ():
        rows.append(Area(level=str(AreaLevel.COMMUNE), code=code + tail, name=f"Thử {word}", kind="xã"))
    for row in rows:
        row.province_code, row.in_force_from, row.source, row.is_sample = code, date(2016, 1, 1), "dữ liệu thử", True
        row.save(force_insert=True)
