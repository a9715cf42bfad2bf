"""Who may do what with a facility, who may know of it, and who is of its circle: those who may know where it is."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import is_shared
from lachan.facilities.models import Facility

READERS = frozenset(
    {Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.BORDER_OFFICER,
     Role.HEALTH_OFFICER, Role.FACILITY_OFFICER, Role.LEGAL_AID_OFFICER, Role.UNION_OFFICER}
)  # fmt: skip

_health = allow(Role.HEALTH_OFFICER, when=(Relation.PROVINCE,))
_own = allow(Role.FACILITY_OFFICER, Role.UNION_OFFICER, Role.LEGAL_AID_OFFICER, when=(Relation.HOLDS,))
_new = allow(Role.HEALTH_OFFICER, Role.FACILITY_OFFICER, Role.UNION_OFFICER, when=(Relation.OWN_AREA,))
_circle = (Relation.HOLDS, Relation.RECORDED, Relation.SHARED)

check_may_apply = Check("facility.apply", "nhận hồ sơ xin cấp phép", _new)
check_may_list = Check("facility.list", "ghi vào danh bạ", allow(Role.HEALTH_OFFICER, when=(Relation.OWN_AREA,)))
check_may_license = Check("facility.license", "cấp phép", _health)
check_may_refuse = Check("facility.refuse", "từ chối cấp phép", _health)
check_may_describe = Check("facility.describe", "cập nhật sức chứa, dịch vụ", _health, _own)
check_may_equip = Check("facility.equip", "cập nhật trang thiết bị", _health, _own)
check_may_assess = Check("facility.assess", "đánh giá chất lượng", _health)
check_may_inspect = Check("facility.inspect", "ghi kết quả kiểm tra", _health)
check_may_admit = Check("facility.admit", "tiếp nhận người vào cơ sở", _health, _own)
check_may_discharge = Check("facility.discharge", "cho người rời cơ sở", _health, _own)
check_may_suspend = Check("facility.suspend", "tạm dừng hoạt động", _health)
check_may_resume = Check("facility.resume", "cho hoạt động trở lại", _health)
check_may_end = Check("facility.end", "chấm dứt hoạt động", _health)
check_may_open_words = Check("facility.open_words", "mở địa chỉ niêm phong", allow(*READERS, when=_circle))
check_may_read = Check(
    "facility.read", "xem cơ sở", allow(*READERS, when=(Relation.PROVINCE, Relation.OWN_AREA, *_circle))
)


def visible_to(actor: Actor) -> QuerySet[Facility]:
    """The directory of the own province, for everyone who cares for victims; never where a shelter stands."""
    if not actor.roles & READERS:
        return Facility.objects.none()
    return Facility.objects.filter(province_code=actor.province_code)


def is_of_circle(actor: Actor, facility: Facility) -> bool:
    """Who runs it, who recorded it, the health department, and whom it was opened to."""
    if not actor.roles & READERS:
        return False
    return actor.agency_id in (facility.holder_id, facility.origin_id) or is_shared(facility.id, actor.agency_id)
