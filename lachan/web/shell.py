"""What surrounds every page: the rail of rooms this actor works in, who is signed in, the sample banner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.access.actor import Actor
from lachan.access.roles import Role
from lachan.base.home import home
from lachan.journal import clocks
from lachan.people.queries import get_agency
from lachan.plans.queries.tasks import count_tasks
from lachan.web import shown

RECORDS = frozenset(Role) - {Role.ADMINISTRATOR}
CRIMINAL = frozenset(
    {Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.BORDER_OFFICER,
     Role.PROCURACY_READER, Role.COURT_READER}
)  # fmt: skip
VICTIM = frozenset(
    {Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.BORDER_OFFICER,
     Role.HEALTH_OFFICER, Role.FACILITY_OFFICER, Role.LEGAL_AID_OFFICER, Role.UNION_OFFICER}
)  # fmt: skip
RETURNS = frozenset({Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.BORDER_OFFICER, Role.HEALTH_OFFICER})
RELEASES = frozenset({Role.STANDING_OFFICE, Role.HEALTH_OFFICER, Role.INVESTIGATOR, Role.AUDITOR})
HANDING = (RECORDS - {Role.PROCURACY_READER, Role.COURT_READER, Role.FINANCE_OFFICER, Role.COMMITTEE_OFFICER,
                      Role.MINISTRY_OFFICER})  # fmt: skip
ADMIN = frozenset({Role.ADMINISTRATOR})

# section, page name, label, roles that work there
RAIL: tuple[tuple[str, tuple[tuple[str, str, frozenset[Role]], ...]], ...] = (
    ("", (("today", gettext_noop("Việc hôm nay"), RECORDS),)),
    (gettext_noop("Chương trình"), (
        ("plan.list", gettext_noop("Kế hoạch & chỉ tiêu"), RECORDS),
        ("task.list", gettext_noop("Nhiệm vụ"), RECORDS),
    )),
    (gettext_noop("Hồ sơ"), (
        ("tip.list", gettext_noop("Tin báo, tố giác"), CRIMINAL),
        ("case.list", gettext_noop("Vụ án"), CRIMINAL),
        ("victim.list", gettext_noop("Nạn nhân"), VICTIM),
        ("return.list", gettext_noop("Đợt trao trả"), RETURNS),
        ("referral.list", gettext_noop("Chuyển tuyến"), VICTIM),
        ("facility.list", gettext_noop("Danh bạ dịch vụ"), VICTIM),
        ("needsround.list", gettext_noop("Rà soát nhu cầu"), VICTIM),
    )),
    (gettext_noop("Số liệu"), (
        ("figure.list", gettext_noop("Số liệu"), RECORDS),
        ("report.list", gettext_noop("Báo cáo định kỳ"), RECORDS),
        ("release.list", gettext_noop("Số liệu phát hành"), RELEASES),
        ("handover.list", gettext_noop("Bàn giao số liệu"), HANDING),
    )),
    (gettext_noop("Hệ thống"), (
        ("agency.list", gettext_noop("Cơ quan"), frozenset(Role)),
        ("area.list", gettext_noop("Địa bàn"), frozenset(Role)),
        ("account.list", gettext_noop("Tài khoản"), ADMIN),
        ("law.list", gettext_noop("Pháp luật"), frozenset(Role)),
        ("journal.list", gettext_noop("Nhật ký"), frozenset(Role)),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool = False
    count: int = 0
    tone: str = ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html; nothing but the banner for someone not signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"is_sample": is_sample_home()}
    actor: Actor = request.actor  # type: ignore[attr-defined]
    counts = _counts(actor, request.now) if RECORDS & actor.roles else {}  # type: ignore[attr-defined]
    return {
        "actor": actor,
        "who": {
            "name": request.user.display_name,  # type: ignore[union-attr]
            "agency": get_agency(actor.agency_id).name,
            "roles": ", ".join(r.label for r in Role if r in actor.roles),
        },
        "nav": _rail(actor, request.path, counts),
        "search_url": _address("search"),
        "is_sample": is_sample_home(),
    }


def _counts(actor: Actor, now: datetime) -> dict[str, tuple[int, str]]:
    """The badges: what is late by the law, and tasks of the plan that are late or due soon."""
    late = clocks.count_owed(shown.debtor_of(actor), until=now)
    tasks_late, tasks_soon = count_tasks(actor, now.date())
    return {"today": (late, "late"), "task.list": (tasks_late + tasks_soon, "late" if tasks_late else "")}


def _rail(actor: Actor, path: str, counts: dict[str, tuple[int, str]]) -> list[dict[str, Any]]:
    sections = []
    for title, rows in RAIL:
        items = [
            _item(name, label, path, counts) for name, label, roles in rows if roles & actor.roles and _address(name)
        ]
        if items:
            sections.append({"label": _(title) if title else "", "items": items})
    return sections


def _item(name: str, label: str, path: str, counts: dict[str, tuple[int, str]]) -> NavItem:
    url = _address(name)
    is_here = path == url or (url != "/" and path.startswith(url))
    count, tone = counts.get(name, (0, ""))
    return NavItem(_(label), url, is_here, count, tone)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1)
def is_sample_home() -> bool:
    """A home filled by ``lachan seed`` carries this mark; every page then says so."""
    return (home() / "sample").exists()
