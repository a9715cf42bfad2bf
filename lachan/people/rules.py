"""Levels of area, and which roles an agency of a kind may give its officers."""

from __future__ import annotations

from datetime import date

from lachan.access.roles import AgencyKind, Role
from lachan.base.errors import Refused
from lachan.base.labels import Labelled


class AreaLevel(Labelled):
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


NO_DISTRICT_SINCE = date(2025, 7, 1)

ROLES_OF: dict[AgencyKind, frozenset[Role]] = {
    AgencyKind.STEERING_COMMITTEE: frozenset({Role.STANDING_OFFICE}),
    AgencyKind.PEOPLES_COMMITTEE: frozenset({Role.STANDING_OFFICE, Role.COMMITTEE_OFFICER, Role.AUDITOR}),
    AgencyKind.PROVINCIAL_POLICE: frozenset({Role.INVESTIGATOR, Role.STANDING_OFFICE}),
    AgencyKind.HEALTH_DEPARTMENT: frozenset({Role.HEALTH_OFFICER}),
    AgencyKind.COMMUNE: frozenset({Role.COMMUNE_OFFICER}),
    AgencyKind.COMMUNE_POLICE: frozenset({Role.COMMUNE_POLICE}),
    AgencyKind.BORDER_GUARD: frozenset({Role.BORDER_OFFICER}),
    AgencyKind.FACILITY: frozenset({Role.FACILITY_OFFICER}),
    AgencyKind.LEGAL_AID: frozenset({Role.LEGAL_AID_OFFICER}),
    AgencyKind.UNION: frozenset({Role.UNION_OFFICER}),
    AgencyKind.DEPARTMENT: frozenset({Role.FINANCE_OFFICER, Role.AUDITOR}),
    AgencyKind.PROCURACY: frozenset({Role.PROCURACY_READER}),
    AgencyKind.COURT: frozenset({Role.COURT_READER}),
    AgencyKind.HOTLINE: frozenset(),
    AgencyKind.MINISTRY: frozenset({Role.MINISTRY_OFFICER, Role.AUDITOR}),
    AgencyKind.SYSTEM: frozenset({Role.ADMINISTRATOR}),
}


def check_roles(kind: AgencyKind, roles: frozenset[Role]) -> None:
    """An officer holds only roles of his agency's kind: a role cannot be lent across agencies."""
    foreign = roles - ROLES_OF[kind]
    if foreign or not roles:
        allowed = ", ".join(sorted(r.label for r in ROLES_OF[kind])) or "không có vai trò nào"
        raise Refused(f"Cơ quan loại «{kind.label}» chỉ được giao vai trò: {allowed}. Hãy chọn lại.", field="roles")


def check_district(level: AreaLevel, in_force_from: date) -> None:
    """Since 01/07/2025 there is no district level (Law 99/2025, NQ 203/2025/QH15 as carried in law.md section 3)."""
    if level is AreaLevel.DISTRICT and in_force_from >= NO_DISTRICT_SINCE:
        raise Refused("Từ 01/07/2025 không còn cấp huyện. Hãy lập đơn vị cấp xã, hoặc ghi ngày hiệu lực trước đó.")


def check_own_province(wanted: str, own: str) -> None:
    """An administrator arranges the agencies and areas of his own province, no other."""
    if wanted != own:
        raise Refused(f"Chỉ lập được cơ quan, địa bàn của tỉnh mình (mã {own}). Hãy sửa lại mã tỉnh.")
