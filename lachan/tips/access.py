"""Who may do what with a tip, and which tips an actor may know of."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import listed, visible
from lachan.tips.models import Tip

PROVINCE_WIDE = frozenset({Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.PROCURACY_READER})
RECEIVERS = (Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.BORDER_OFFICER, Role.INVESTIGATOR)
_HERE = (Relation.OWN_AREA,)
_HOLDER = (Relation.HOLDS,)

_police = allow(Role.INVESTIGATOR, when=_HOLDER)
_readers = (
    allow(*PROVINCE_WIDE, when=(Relation.PROVINCE,)),
    allow(*RECEIVERS, when=(Relation.HOLDS, Relation.RECORDED, Relation.SHARED)),
)

check_may_record = Check("tip.record", "tiếp nhận tin báo", allow(*RECEIVERS, when=_HERE))
check_may_forward = Check("tip.forward", "chuyển Công an tỉnh", allow(*RECEIVERS, when=_HOLDER))
check_may_accept = Check("tip.accept", "nhận nguồn tin", allow(Role.INVESTIGATOR, when=(Relation.PROVINCE,)))
check_may_classify = Check("tip.classify", "phân loại nguồn tin", _police)
check_may_assign = Check("tip.assign", "phân công điều tra viên", _police)
check_may_notify = Check("tip.notify", "thông báo cho người báo tin", _police)
check_may_extend = Check("tip.extend", "gia hạn giải quyết", _police)
check_may_institute = Check("tip.institute", "khởi tố vụ án", _police)
check_may_decline = Check("tip.decline", "quyết định không khởi tố", _police)
check_may_suspend = Check("tip.suspend", "tạm đình chỉ giải quyết", _police)
check_may_resume = Check("tip.resume", "phục hồi giải quyết", _police)
check_may_transfer = Check("tip.transfer", "chuyển cơ quan có thẩm quyền", _police)
check_may_correct = Check("tip.correct", "đính chính", _police, allow(*RECEIVERS, when=(Relation.RECORDED,)))
check_may_open_words = Check(
    "tip.open_words", "mở nội dung, người báo tin", allow(*RECEIVERS, when=(Relation.HOLDS, Relation.RECORDED))
)
check_may_read = Check("tip.read", "xem nguồn tin", *_readers)


def visible_to(actor: Actor, *, many: bool = False) -> QuerySet[Tip]:
    """Police, the standing office and the procuracy follow the province's tips; others those they hold or recorded."""
    return (listed if many else visible)(Tip.objects.all(), actor, "tip", PROVINCE_WIDE)
