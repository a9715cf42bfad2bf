"""How compensation is put into words and rows, on the side of the case and on the person's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lachan.linkage.queries import AwardLine, AwardsPage, Owed, PaymentLine
from lachan.linkage.rules import AwardStatus, PaymentState
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_date, vi_money

STATE_TONES = {
    PaymentState.UNKNOWN: "unsure", PaymentState.UNPAID: "due", PaymentState.PARTLY: "due", PaymentState.PAID: "ok",
    PaymentState.UNABLE: "late", PaymentState.ENDED: "plain", PaymentState.SET_ASIDE: "plain",
}  # fmt: skip
PAYMENTS = (Column("on", "Ngày trả"), Column("way", "Cách trả"), Column("amount", "Số tiền", "r"))
OWED = (
    Column("owed", "Được bồi thường", "r"), Column("paid", "Đã nhận", "r"), Column("left", "Còn lại", "r"),
    Column("state", "Tình trạng"),
)  # fmt: skip


def summary_of(page: AwardsPage) -> list[tuple[str, str]]:
    """The judgment's own sum beside what was written to somebody and what reached them."""
    return [
        (_("Tổng theo bản án mới nhất"), vi_money(page.case.total)),
        (_("Đã ghi cho từng người"), vi_money(page.shared)),
        (_("Chưa ghi cho ai"), vi_money(max(page.case.total - page.shared, 0))),
        (_("Đã trả"), vi_money(page.paid)),
    ]


def facts_of(line: AwardLine) -> list[tuple[str, object]]:
    if line.status is AwardStatus.DENIED:
        return [(_("Ngày của bản án"), vi_date(line.opened_on))]
    return [
        (_("Phải bồi thường"), vi_money(line.amount)),
        (_("Đã trả"), vi_money(line.paid)),
        (_("Còn phải trả"), vi_money(line.left)),
        (_("Ngày của bản án"), vi_date(line.opened_on)),
        (_("Có hiệu lực"), vi_date(line.effective_on) if line.effective_on else _("chưa rõ")),
    ]


def payments_table(payments: Iterable[PaymentLine]) -> dict[str, Any]:
    rows = [
        [vi_date(p.paid_on), Cell(p.way.label, note=_("đã rút vì ghi nhầm") if p.is_undone else ""), vi_money(p.amount)]
        for p in payments
    ]
    return {"columns": PAYMENTS, "rows": rows}


def owed_table(owed: Owed) -> dict[str, Any]:
    """All that a person's file says of it."""
    rows = [
        [
            vi_money(x.owed), vi_money(x.paid), vi_money(x.left),
            Cell(x.state.label, tone=STATE_TONES[x.state], note=_("ghi ngày %(day)s") % {"day": vi_date(x.changed_on)}),
        ]
        for x in owed.lines
    ]  # fmt: skip
    return {"columns": OWED, "rows": rows}
