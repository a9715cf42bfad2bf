"""Every way in: what it asks besides the usual, whom it fits, and which limits it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lachan.access.roles import AgencyKind
from lachan.base.errors import Refused
from lachan.victims.attributes import UNKNOWN, Country
from lachan.victims.rules import FOREIGN_KINDS

K = AgencyKind
ANYONE = (K.COMMUNE, K.COMMUNE_POLICE, K.PROVINCIAL_POLICE, K.BORDER_GUARD, K.HEALTH_DEPARTMENT, K.FACILITY, K.UNION)
BORDER = (K.BORDER_GUARD, K.PROVINCIAL_POLICE, K.HEALTH_DEPARTMENT)


class Told(Protocol):
    """What of a profile a way looks at."""

    @property
    def nationality(self) -> Country: ...

    @property
    def person_kind(self) -> str: ...


@dataclass(frozen=True)
class WayIn:
    """``asks``: fields the form shows at once for this way; ``fills``: what the way itself answers.

    ``starts``: limits by their rules, for whoever owes them; ``next_steps`` in plain words.
    """

    code: str
    at: tuple[AgencyKind, ...]
    asks: tuple[str, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    starts: tuple[str, ...] = ("victim.notify_health", "victim.verify_initially")
    next_steps: tuple[str, ...] = ()
    rests_on_agreement: bool = False

    def check(self, told: Told) -> None:
        is_foreign = told.nationality not in (Country.VN, Country.UNKNOWN)
        if self.code == "foreigner" and told.nationality is Country.VN:
            raise Refused(
                "Đường «Người nước ngoài bị mua bán tại Việt Nam» cần quốc tịch nước ngoài hoặc không quốc tịch. Hãy"
                " chọn quốc tịch, hoặc chọn đường khác.",
                field="nationality",
            )
        if self.code == "foreigner" and told.person_kind not in FOREIGN_KINDS:
            raise Refused(
                "Người nước ngoài bị mua bán tại Việt Nam có chế độ riêng. Hãy chọn đối tượng «Người nước ngoài bị mua"
                " bán tại Việt Nam».",
                field="person_kind",
            )
        if self.code in ("mission", "foreign_handover") and is_foreign and told.nationality is not Country.STATELESS:
            raise Refused(
                "Người trở về qua cơ quan đại diện hoặc do nước ngoài trao trả là công dân Việt Nam hoặc người không"
                " quốc tịch thường trú. Hãy kiểm tra quốc tịch, hoặc chọn đường khác.",
                field="nationality",
            )


_PLAIN = WayIn(UNKNOWN, ANYONE)
_HOME = ("Đưa người đến UBND cấp xã nơi cơ quan đóng", "UBND cấp xã thông báo ngay cho Sở Y tế")
_OVER = ("victim.hand_over", "victim.notify_health", "victim.verify_initially")
WAYS = {
    way.code: way
    for way in (
        WayIn("self_commune", (K.COMMUNE, K.HEALTH_DEPARTMENT), ("return_way", "destination"),
              next_steps=("UBND cấp xã thông báo ngay cho Sở Y tế", "Hỗ trợ thiết yếu nếu cần")),
        WayIn("self_police", (K.COMMUNE_POLICE, K.PROVINCIAL_POLICE), ("return_way", "destination"),
              starts=("victim.bring_to_commune", "victim.notify_health", "victim.verify_initially"), next_steps=_HOME),
        WayIn("self_border", (K.BORDER_GUARD,), ("return_way", "destination"), starts=_OVER,
              next_steps=("Hỗ trợ thiết yếu", "Bàn giao ngay cho Sở Y tế")),
        WayIn("self_agency", (K.FACILITY, K.UNION, K.HEALTH_DEPARTMENT, K.COMMUNE), ("return_way", "destination"),
              starts=("victim.bring_to_commune", "victim.notify_health", "victim.verify_initially"), next_steps=_HOME),
        WayIn("rescued", ANYONE, ("destination",), (("return_way", "rescued"),),
              ("victim.hand_over_rescued", "victim.notify_health", "victim.verify_initially"),
              ("Hỗ trợ thiết yếu, y tế, phiên dịch", "Bàn giao ngay cho Sở Y tế",
               "Giấy xác nhận của cơ quan giải cứu, nếu có")),
        WayIn("foreign_handover", BORDER, ("destination",), (("return_way", "handed_over"), ("abroad", "yes")), _OVER,
              ("Biên bản giao, nhận", "Bàn giao ngay cho Sở Y tế", "Trẻ em: báo thân nhân hoặc cử người đưa về"), True),
        WayIn("mission", BORDER, ("destination",), (("return_way", "handed_over"), ("abroad", "yes")), _OVER,
              ("Giấy tờ do cơ quan đại diện cấp", "Bàn giao ngay cho Sở Y tế"), True),
        WayIn("hotline", ANYONE, ("return_way", "destination"),
              next_steps=("Tổng đài 111 chuyển ngay thông tin", "Gặp người được báo, hỏi an toàn trước")),
        WayIn("survey", ANYONE, ("return_way", "destination"),
              next_steps=("UBND cấp xã thông báo ngay cho Sở Y tế", "Không hỏi lại điều cuộc rà soát đã ghi")),
        WayIn("foreigner", ANYONE, ("nationality", "person_kind"),
              (("destination", "VN"), ("abroad", "no"), ("person_kind", "foreign_presumed")),
              next_steps=("Phiên dịch", "Báo cơ quan đại diện nước ngoài chỉ khi người đó đồng ý",
                          "Kết thúc bằng hồi hương hoặc ở lại")),
    )
}  # fmt: skip


def way_of(code: str) -> WayIn:
    return WAYS.get(code, _PLAIN)


def ways_at(kind: AgencyKind) -> tuple[WayIn, ...]:
    """The ways that can end at an agency of this kind."""
    return tuple(way for way in WAYS.values() if kind in way.at)
