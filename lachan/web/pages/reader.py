"""Reading plan documents: giving one, reviewing what was read beside its text, approving it into a tracked plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.files import queries as files
from lachan.files.rules import MOST_BYTES
from lachan.indicators.definitions import indicators
from lachan.plans import access as may
from lachan.plans import actions, queries
from lachan.plans.corrected import Json, level_said, plain
from lachan.plans.marks import Paragraph, Segment
from lachan.plans.rules import DocumentStatus, DutyKind
from lachan.web import shown
from lachan.web.doors import Request
from lachan.web.forms.plans import SIGNS, UploadForm, indicator_choices
from lachan.web.forms.review import Draft, add, day_said, tasks_at_once
from lachan.web.parts import Tag

MARKS = {"k": "chỉ tiêu", "a": "cơ quan", "d": "thời hạn"}
LEVELS = [
    ("", "Chưa rõ"), ("central", "Trung ương"), ("province", "Cấp tỉnh"), ("district", "Cấp huyện"),
    ("commune", "Cấp xã"),
]  # fmt: skip
CYCLES = [
    ("", "Chưa ghi"), ("once", "Một lần"), ("semiannual", "6 tháng"), ("annual", "Hằng năm"),
    ("semiannual+annual", "6 tháng, 1 năm"), ("semiannual+annual+adhoc", "6 tháng, 1 năm, đột xuất"),
    ("quarterly", "Hằng quý"), ("monthly", "Hằng tháng"), ("adhoc", "Đột xuất"),
]  # fmt: skip
TONES = {DocumentStatus.READ: "due", DocumentStatus.APPROVED: "ok", DocumentStatus.REJECTED: "plain"}
NO_LEAD = "Chưa nêu cơ quan chủ trì"


@dataclass(frozen=True)
class Item:
    """One finding as the form draws it: its id, its place, the corrected words, whether the text shows it."""

    id: str
    read: Json
    in_text: bool
    extra: Any = None


@dataclass(frozen=True)
class Group:
    name: str
    items: tuple[Item, ...]


def read_document(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        may.check_may_read_plandoc(request.actor, _here(request))
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            form.add_error(None, "Tệp nặng quá 12 MB. Hãy tách riêng phần kế hoạch, bỏ ảnh và phụ lục rồi tải lại.")
        elif form.is_valid():
            try:
                command = _given(form.cleaned_data)
                document_id = actions.read_plandoc(command, by=request.actor, now=request.now)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            else:
                return redirect("plandoc.show", document_id)
    waiting = queries.list_documents(request.actor, page=shown.page_number(request))
    may_read = may.check_may_read_plandoc.allows(request.actor, _here(request))
    context = {"form": form, "page": waiting, "may_read": may_read, "tones": TONES}
    return render(request, "reader/read.html", context)


def show_document(request: Request, document_id: UUID) -> HttpResponse:
    """The review page; a POST keeps the draft and does what its button says."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    if request.method == "POST":
        return _save(request, page)
    part = _part(request.GET.get("phan", "1"), page)
    tasks = _items("v", page.corrected["tasks"])[part.start : part.end]
    context = {
        "page": page,
        "document": page.document,
        "is_open": page.document.status is DocumentStatus.READ,
        "tags": [Tag(page.document.status.label, TONES[page.document.status])],
        "text": _marked(page.paragraphs),
        "targets": _items("t", page.corrected["targets"]),
        "groups": _groups(tasks),
        "part": part,
        "duties": _items("b", page.corrected["duties"]),
        "budget": page.corrected["budget"] or {},
        "warnings": [(f"w-{n}", w) for n, w in enumerate(page.corrected["warnings"])],
        "agencies": [(f"g-{n}", a) for n, a in enumerate(page.agencies)],
        "metadata": page.corrected["metadata"],
        "issued": day_said(page.corrected["metadata"].get("date")),
        "period": {k: day_said(page.corrected["period"].get(k)) for k in ("start", "end")},
        "level": (page.corrected["scope"] or {}).get("level") or "",
        "levels": LEVELS,
        "signs": SIGNS,
        "indicators": indicator_choices("chọn cách tính…"),
        "kinds": DutyKind.choices(),
        "seconds": f"{page.read_seconds:.1f}".replace(".", ","),
        "counts": _counts(page.corrected),
    }
    return render(request, "reader/review.html", context)


def approve(request: Request, document_id: UUID) -> HttpResponse:
    """What was changed and what is still open, before the plan is followed."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    if request.method == "POST":
        plan_id = actions.approve_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, "Đã duyệt. Kế hoạch được theo dõi; cơ quan chủ trì nhiệm vụ đã nhận thông báo.")
        return redirect("plan.show", plan_id)
    if page.document.status is not DocumentStatus.READ:
        return redirect("plandoc.show", document_id)
    connected = [t for t in page.corrected["targets"] if t.get("indicator")]
    context = {
        "page": page, "document": page.document, "counts": _counts(page.corrected), "connected": len(connected),
        
    }  # fmt: skip
    return render(request, "reader/approve.html", context)


def reject(request: Request, document_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.reject_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, "Đã bỏ qua văn bản. Văn bản vẫn được lưu cùng nhật ký.")
        return redirect("plan.read")
    return redirect("plandoc.show", document_id)


def open_file(request: Request, document_id: UUID) -> HttpResponse:
    """The document as it was given; POST, because the opening is an entry."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    if request.method != "POST":
        return redirect("plandoc.show", document_id)
    if page.file_id is None:
        raise NotFound
    kept = files.read(page.file_id, purpose="handling", by=request.actor, now=request.now)
    answer = HttpResponse(kept.data, content_type="application/octet-stream")
    ending = kept.name.rpartition(".")[2].lower()
    answer.headers["Content-Disposition"] = f'attachment; filename="{page.document.code}.{ending}"'
    return answer


def _here(request: Request) -> Place:
    return Place(request.actor.province_code, request.actor.area_code)


def _given(data: dict[str, Any]) -> actions.ReadDocument:
    if data["file"]:
        return actions.ReadDocument(data["file"].name, data["file"].read())
    return actions.ReadDocument("van-ban-dan.txt", data["text"].encode())


def _save(request: Request, page: queries.DocumentPage) -> HttpResponse:
    draft = Draft(request.POST, page.corrected)
    agencies = draft.agencies(page.chosen, page.names, {a.name: a.found for a in page.agencies})
    wish = request.POST.get("viec", "luu")
    anchor = {"them-chi-tieu": "t", "them-nhiem-vu": "v"}.get(wish, "")
    anchor = f"#{add(draft.corrected, anchor)}" if anchor else ""
    version = request.POST.get("version", "")
    command = actions.CorrectDocument(
        page.document.id, int(version) if version.isdecimal() else 0, draft.corrected, agencies
    )
    if draft.corrected != page.corrected or agencies != page.chosen:
        actions.correct_plandoc(command, by=request.actor, now=request.now)
    for fault in draft.faults:
        messages.warning(request, fault)
    if wish == "duyet" and not draft.faults:
        return redirect("plandoc.approve", page.document.id)
    if not anchor:
        messages.success(request, "Đã lưu nháp.")
    part = request.POST.get("sang") or request.GET.get("phan", "1")
    last = "999" if anchor.startswith("#v") else part
    return redirect(f"{reverse('plandoc.show', args=[page.document.id])}?phan={last}{anchor}")


@dataclass(frozen=True)
class Part:
    """The tasks that this form holds, of all."""

    number: int
    count: int
    start: int
    end: int
    total: int


def _part(text: str, page: queries.DocumentPage) -> Part:
    total, size = len(page.corrected["tasks"]), tasks_at_once(page.corrected, len(page.agencies))
    count = max(1, -(-total // size))
    number = min(int(text), count) if text.isdecimal() and len(text) < 5 and int(text) else 1
    return Part(number, count, (number - 1) * size, min(number * size, total), total)


def _items(prefix: str, rows: list[Json]) -> list[Item]:
    return [Item(f"{prefix}-{n}", row, bool(row.get("span")), _extra(prefix, row)) for n, row in enumerate(rows)]


def _extra(prefix: str, row: Json) -> Any:
    """What the form shows beside the stored words: numbers and names as people write them."""
    if prefix == "t":
        indicator = indicators().get(row.get("indicator") or "")
        value = plain(row.get("value")).replace(".", ",")
        return {"value": value, "by": day_said(row.get("by")), "indicator": indicator, "level": level_said(row)}
    if prefix == "v":
        deadline = row.get("deadline") or {}
        lists = {role: plain([a["name"] for a in row.get(role) or []]) for role in ("leads", "partners", "directed")}
        return {**lists, "raw": deadline.get("raw") or "", "date": day_said(deadline.get("date"))}
    cycles = _cycles(row)
    return {"cycles": cycles, "cycle": dict(cycles)[row.get("cycle") or ""], "kind": DutyKind.label_of(row.get("what"))}


def _cycles(row: Json) -> list[tuple[str, str]]:
    """The usual cycles, and the document's own where it is another."""
    own = row.get("cycle") or ""
    return CYCLES if own in dict(CYCLES) else [*CYCLES, (own, own)]


def _groups(tasks: list[Item]) -> list[Group]:
    found: dict[str, list[Item]] = {}
    for item in tasks:
        leads = item.read.get("leads") or []
        found.setdefault(leads[0]["name"] if leads else NO_LEAD, []).append(item)
    return [Group(name, tuple(items)) for name, items in found.items()]


def _counts(corrected: Json) -> dict[str, int]:
    return {key: len(corrected[key]) for key in ("targets", "tasks", "duties", "objectives")}


def _marked(paragraphs: tuple[Paragraph, ...]) -> SafeString:
    """The text with its marks, written once; a template loop over a long plan would take seconds."""
    return format_html_join("\n", "<p>{}</p>", ((_paragraph(p),) for p in paragraphs))


def _paragraph(paragraph: Paragraph) -> SafeString:
    inner = mark_safe("".join(_segment(s) for s in paragraph.segments))  # noqa: S308 -- every segment is escaped below
    return format_html("<strong>{}</strong>", inner) if paragraph.is_heading else inner


def _segment(segment: Segment) -> SafeString:
    if segment.kind == "pin":
        number = int(segment.leads_to.split("-")[1]) + 1
        pin = '<a class="pin" id="{}" href="#{}" title="Nhiệm vụ {}">{}</a> '
        return format_html(pin, segment.id, segment.leads_to, number, number)
    if not segment.kind:
        return format_html("{}", segment.text)
    said = MARKS[segment.kind]
    if not segment.id:
        return format_html('<mark class="{}" data-to="{}">{}</mark>', segment.kind, segment.leads_to, segment.text)
    return format_html(
        '<a id="{}" href="#{}" title="{}"><mark class="{}">{}</mark></a>',
        segment.id, segment.leads_to, said, segment.kind, segment.text,
    )  # fmt: skip


URLS: list[URLPattern] = [
    path("ke-hoach/doc-van-ban/", read_document, name="plan.read"),
    path("ke-hoach/van-ban/<uuid:document_id>/", show_document, name="plandoc.show"),
    path("ke-hoach/van-ban/<uuid:document_id>/duyet/", approve, name="plandoc.approve"),
    path("ke-hoach/van-ban/<uuid:document_id>/bo-qua/", reject, name="plandoc.reject"),
    path("ke-hoach/van-ban/<uuid:document_id>/tep/", open_file, name="plandoc.file"),
]
