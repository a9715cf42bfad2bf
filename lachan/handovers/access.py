"""Who hands over and who receives: each agency that records facts, to the provincial police that feed the software."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.handovers.models import Handover

RECORDERS = (
    Role.INVESTIGATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.BORDER_OFFICER, Role.HEALTH_OFFICER,
    Role.FACILITY_OFFICER, Role.LEGAL_AID_OFFICER, Role.UNION_OFFICER,
)  # fmt: skip
POLICE = (Role.INVESTIGATOR, Role.COMMUNE_POLICE)
_sender = allow(*RECORDERS, when=(Relation.RECORDED,))
_receiver = allow(Role.INVESTIGATOR, when=(Relation.HOLDS,))

check_may_prepare = Check("handover.prepare", "lập danh sách bàn giao", allow(*RECORDERS, when=(Relation.OWN_AREA,)))
check_may_send = Check("handover.send", "gửi danh sách bàn giao", _sender)
check_may_receive = Check("handover.receive", "nhận danh sách bàn giao", _receiver)
check_may_tick = Check("handover.tick", "ghi đã nhập vào phần mềm", _receiver)
check_may_count = Check("handover.count", "ghi tổng số trên phần mềm", _receiver)
check_may_close = Check("handover.close", "kết thúc bàn giao", _receiver)
check_may_open_identities = Check(
    "handover.open_identities", "mở danh sách có nhân thân", allow(*POLICE, when=(Relation.RECORDED, Relation.HOLDS))
)


def visible_to(actor: Actor) -> QuerySet[Handover]:
    """The sender's own; the receiver's once they are sent; an auditor reads the province's."""
    sent = ~Q(status="prepared")
    where = Q(origin_id=actor.agency_id) | Q(holder_id=actor.agency_id) & sent
    if actor.has(Role.AUDITOR, Role.STANDING_OFFICE) and not actor.area_code:
        where |= Q(province_code=actor.province_code) & sent
    return Handover.objects.filter(where)
