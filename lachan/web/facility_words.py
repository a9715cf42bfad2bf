"""How a facility is put into words and rows: the directory, facts and places, scores, stays, the yearly review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lachan.access.actor import Actor
from lachan.facilities.queries import (
    AssessmentLine,
    EquipmentLine,
    FacilityLine,
    FacilityPage,
    InspectionLine,
    OpenedFacility,
    Review,
    StayLine,
)
from lachan.facilities.rules import Condition, FacilityStatus, InspectionResult
from lachan.journal.queries import TimelineLine
from lachan.people.queries import agency_names, area_names
from lachan.victims.queries import lines_of
from lachan.web import shown
from lachan.web.parts import Cell, Column, Tag, TimelineEntry
from lachan.web.templatetags.vietnamese import vi_date, vi_percent

TONES = {FacilityStatus.APPLIED: "due", FacilityStatus.ACTIVE: "ok", FacilityStatus.SUSPENDED: "due"}
COLUMNS = (
    Column("name", "Tên gọi", is_sortable=True), Column("kind", "Loại hình", is_sortable=True),
    Column("services", "Dịch vụ"), Column("area", "Địa bàn", is_sortable=True),
    Column("free", "Chỗ trống", "r", is_sortable=True), Column("status", "Trạng thái", is_sortable=True),
)  # fmt: skip
EQUIPMENT_COLUMNS = (
    Column("item", "Trang thiết bị"), Column("n", "Số lượng", "r"), Column("state", "Tình trạng"),
    Column("upgrade", "Dự kiến nâng cấp"),
)  # fmt: skip
CRITERIA_COLUMNS = (Column("name", "Tiêu chí"), Column("score", "Điểm", "r"), Column("improve", "Khắc phục"))
ASSESSMENT_COLUMNS = (Column("on", "Ngày đánh giá"), Column("percent", "Kết quả", "r"), Column("next", "Lần sau"))
INSPECTION_COLUMNS = (Column("on", "Ngày kiểm tra"), Column("result", "Kết quả"), Column("limit", "Thời hạn"))
STAY_COLUMNS = (
    Column("file", "Hồ sơ"), Column("in", "Tiếp nhận"), Column("ground", "Căn cứ"), Column("out", "Rời cơ sở"),
)  # fmt: skip
REVIEW_COLUMNS = (
    Column("name", "Cơ sở"), Column("places", "Sức chứa", "r"), Column("in", "Tiếp nhận", "r"),
    Column("left", "Rời đi", "r"), Column("use", "Sử dụng chỗ", "r"), Column("score", "Chất lượng", "r"),
    Column("improve", "Phải khắc phục", "r"), Column("inspected", "Kiểm tra", "r"),
    Column("upgrades", "Dự kiến nâng cấp", "r"),
)  # fmt: skip
CONDITION_TONES = {Condition.GOOD: "ok", Condition.WORN: "due", Condition.MISSING: "late"}
RESULT_TONES = {InspectionResult.MEETS: "ok", InspectionResult.TO_IMPROVE: "due", InspectionResult.VIOLATION: "late"}


def rows_of(lines: Sequence[FacilityLine]) -> list[list[Any]]:
    areas = area_names(line.area_code for line in lines)
    return [
        [
            Cell(line.name, reverse("facility.show", args=[line.id]), note=line.public_phone),
            line.kind.label,
            ", ".join(s.label for s in line.services),
            Cell(_("Giữ kín"), tone="unsure") if line.is_confidential else areas.get(line.area_code, ""),
            _room(line),
            Cell(line.status.label, tone=TONES.get(line.status, "plain")),
        ]
        for line in lines
    ]


def _room(line: FacilityLine) -> Any:
    if line.free is None:
        return ""
    return Cell(line.free, note=_("trong %(n)s") % {"n": line.capacity})


def tags_of(page: FacilityPage, today: date) -> list[Tag]:
    line = page.facility
    tags = [Tag(line.status.label, TONES.get(line.status, "plain")), Tag(line.kind.label)]
    if page.licence_until and page.licence_until < today:
        tags.append(Tag(_("Giấy phép đã hết hạn"), "late"))
    if page.assessments and (again := page.assessments[0].next_on) and again < today:
        tags.append(Tag(_("Quá ngày đánh giá lại"), "due"))
    return [*tags, Tag(_("Địa điểm giữ kín"), "unsure")] if line.is_confidential else tags


def places_of(line: FacilityLine) -> dict[str, Any] | None:
    """The bar of places: how full, in which colour, in words."""
    if line.capacity is None or line.capacity == 0:
        return None
    share = 100 * line.taken / line.capacity
    tone = "late" if share >= 100 else "due" if share >= 80 else "ok"
    said = _("%(taken)s người đang ở, còn %(free)s chỗ trong %(all)s") % {
        "taken": line.taken, "free": line.free, "all": line.capacity,
    }  # fmt: skip
    return {"share": share, "tone": tone, "said": said}


def facts_of(page: FacilityPage) -> list[tuple[str, Any]]:
    line = page.facility
    agencies = agency_names([line.holder_id, page.origin_id])
    known = [
        (_("Cơ quan quản lý, vận hành"), agencies.get(line.holder_id)),
        (_("Dịch vụ"), ", ".join(s.label for s in line.services)),
        (_("Điện thoại công khai"), line.public_phone),
    ]
    if not line.is_confidential:
        known += [
            (_("Xã, phường"), area_names([line.area_code]).get(line.area_code)),
            (_("Địa chỉ công khai"), line.public_address),
        ]
    if page.licensed_on and (page.is_circle or not line.is_confidential):
        known += [
            (_("Giấy phép"), f"{page.licence_number} ({vi_date(page.licensed_on)})"),
            (_("Có giá trị đến"), vi_date(page.licence_until) if page.licence_until else _("Không ghi")),
        ]
    return known


def equipment_table(lines: Iterable[EquipmentLine]) -> dict[str, Any]:
    rows = [
        [
            Cell(line.item.label, note=vi_date(line.found_on)),
            line.quantity,
            Cell(line.condition.label, tone=CONDITION_TONES[line.condition]),
            vi_date(line.upgrade_on) if line.upgrade_on else "",
        ]
        for line in lines
    ]
    return {"columns": EQUIPMENT_COLUMNS, "rows": rows}


def criteria_table(found: AssessmentLine) -> dict[str, Any]:
    rows = [
        [
            Cell(one.name, note=f"{one.group} · {one.standard}" if one.standard else one.group),
            Cell(_("chưa đánh giá được"), tone="unsure") if one.score is None else f"{one.score}/{one.largest}",
            Cell(_("phải khắc phục"), tone="due") if one.must_improve else "",
        ]
        for one in found.criteria
    ]
    return {"columns": CRITERIA_COLUMNS, "rows": rows}


def assessments_table(found: Iterable[AssessmentLine]) -> dict[str, Any]:
    rows = [[vi_date(a.assessed_on), vi_percent(a.percent), vi_date(a.next_on)] for a in found]
    return {"columns": ASSESSMENT_COLUMNS, "rows": rows}


def inspections_table(found: Iterable[InspectionLine]) -> dict[str, Any]:
    rows = [
        [
            vi_date(one.inspected_on),
            Cell(one.result.label, tone=RESULT_TONES[one.result]),
            _("đúng hạn") if one.is_in_time else Cell(_("quá hạn"), tone="late"),
        ]
        for one in found
    ]
    return {"columns": INSPECTION_COLUMNS, "rows": rows}


def stays_table(stays: Sequence[StayLine], actor: Actor) -> dict[str, Any]:
    """Files by their codes, and only those that this officer may open."""
    files = lines_of(actor, [s.file_id for s in stays])
    rows = [
        [
            Cell(files[s.file_id].code, reverse("victim.show", args=[s.file_id])) if s.file_id in files else "●●●",
            vi_date(s.admitted_on),
            s.ground.label,
            Cell(vi_date(s.left_on), note=s.reason) if s.left_on else Cell(_("Đang ở"), tone="ok"),
        ]
        for s in stays
    ]
    return {"columns": STAY_COLUMNS, "rows": rows}


def told(lines: Sequence[TimelineLine], notes: dict[int, str]) -> list[TimelineEntry]:
    entries = shown.entries_of(lines)
    return [replace(e, note=notes.get(line.seq, "")) for e, line in zip(entries, lines, strict=True)]


def opened_rows(opened: OpenedFacility) -> list[tuple[str, str]]:
    return [(_("Địa chỉ"), opened.address), (_("Người liên hệ"), opened.contact)]


def review_rows(found: Review) -> list[list[Any]]:
    return [
        [
            Cell(r.facility.name, reverse("facility.show", args=[r.facility.id]), note=r.facility.kind.label),
            r.facility.capacity,
            r.admitted,
            r.left,
            vi_percent(r.use),
            Cell(vi_percent(r.percent), note=vi_date(r.assessed_on)) if r.assessed_on else "",
            r.must_improve,
            Cell(r.inspections, note=_("%(n)s quá hạn") % {"n": r.late_inspections} if r.late_inspections else ""),
            r.upgrades,
        ]
        for r in found.lines
    ]


def review_totals(found: Review) -> list[tuple[str, Any]]:
    possible = found.total("possible")
    return [
        (_("Cơ sở, dịch vụ"), len(found.lines)),
        (_("Tổng sức chứa"), found.places),
        (_("Lượt tiếp nhận trong năm"), found.total("admitted")),
        (_("Lượt rời đi trong năm"), found.total("left")),
        (_("Sử dụng chỗ"), vi_percent(100 * found.total("nights") / possible) if possible else None),
        (_("Được đánh giá chất lượng"), f"{found.assessed}/{len(found.lines)}"),
        (_("Tiêu chí phải khắc phục"), found.total("must_improve")),
        (_("Lần kiểm tra"), found.total("inspections")),
        (_("Trang thiết bị dự kiến nâng cấp"), found.total("upgrades")),
    ]
