"""Consent put into rows: what was said for one recipient, and the matrix of all recipients of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lachan.people.queries import agency_names
from lachan.victims.referral_queries import ConsentLine, ConsentMatrixLine
from lachan.victims.referral_rules import ConsentState, FieldGroup
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_date

HISTORY_COLUMNS = (
    Column("on", "Ngày"), Column("state", "Sự đồng ý"), Column("groups", "Còn chia sẻ"), Column("until", "Đến hết"),
)  # fmt: skip
STATE_TONES = {ConsentState.GIVEN: "ok", ConsentState.RENEWED: "ok", ConsentState.NARROWED: "due",
               ConsentState.WITHDRAWN: "late", ConsentState.EXPIRED: "late"}  # fmt: skip
_SHORT = {FieldGroup.NAME: "Họ tên", FieldGroup.PAPERS: "Giấy tờ", FieldGroup.CONTACT: "Liên hệ",
          FieldGroup.NARRATIVE: "Lời kể", FieldGroup.SUPPORT: "Hỗ trợ"}  # fmt: skip


def history_table(lines: Iterable[ConsentLine]) -> dict[str, Any]:
    rows = [
        [
            vi_date(line.said_on),
            Cell(line.state.label, tone=STATE_TONES[line.state], note=line.said_by.label),
            ", ".join(g.label for g in line.groups) or _("không mục nào"),
            vi_date(line.until) if line.until else _("không hạn"),
        ]
        for line in lines
    ]
    return {"columns": HISTORY_COLUMNS, "rows": rows}


def matrix_table(lines: Sequence[ConsentMatrixLine]) -> dict[str, Any]:
    """Recipients down, groups across: agreed and opened, agreed, not agreed."""
    agencies = agency_names(line.referral.holder_id for line in lines)
    columns = (
        Column("to", "Cơ quan nhận"), *(Column(str(g), _SHORT[g]) for g in FieldGroup), Column("until", "Đồng ý đến"),
        Column("opened", "Đã mở", "r"),
    )  # fmt: skip
    rows = [
        [
            Cell(
                agencies.get(line.referral.holder_id, ""), reverse("referral.show", args=[line.referral.id]),
                note=f"{line.purpose.label}: {line.referral.service_name}",
            ),
            *(_cell(line, group) for group in FieldGroup),
            _until(line),
            line.times_opened,
        ]
        for line in lines
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _cell(line: ConsentMatrixLine, group: FieldGroup) -> Cell:
    note = _("đã mở") if group in line.opened else ""
    if line.holds and group in line.groups:
        return Cell(_("đồng ý"), tone="ok", note=note)
    return Cell(_("không"), note=note)


def _until(line: ConsentMatrixLine) -> Cell:
    if line.holds:
        return Cell(vi_date(line.until) if line.until else _("không hạn"))
    return Cell(_("đã hết"), tone="late", note=vi_date(line.ended_on) if line.ended_on else "")
