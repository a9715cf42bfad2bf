"""Reading plan documents: giving one, reviewing what was read beside its text, approving it into a tracked plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.files import queries as files
from lachan.files.rules import MOST_BYTES
from lachan.indicators.definitions import indicators
from lachan.plans import access as may
from lachan.plans import actions, queries
from lachan.plans.corrected import UNKNOWN_AGENCY, Json, level_said, plain
from lachan.plans.marks import Paragraph, Segment
from lachan.plans.rules import DocumentStatus, DutyKind
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.plans import SIGNS, UploadForm, indicator_choices
from lachan.web.forms.review import Draft, Part, add, day_said, part_of
from lachan.web.parts import Tag

MARKS = {"k": "chỉ tiêu", "a": "cơ quan", "d": "thời hạn"}
LEVELS = [
    ("", gettext_lazy("Chưa rõ")),
    ("central", gettext_lazy("Trung ương")),
    ("province", gettext_lazy("Cấp tỉnh")),
    ("district", gettext_lazy("Cấp huyện")),
    ("commune", gettext_lazy("Cấp xã")),
]
CYCLES: list[tuple[str, Any]] = [
    ("", gettext_lazy("Chưa ghi")),
    ("once", gettext_lazy("Một lần")),
    ("semiannual", gettext_lazy("6 tháng")),
    ("annual", gettext_lazy("Hằng năm")),
    ("semiannual+annual", gettext_lazy("6 tháng, 1 năm")),
    ("semiannual+annual+adhoc", gettext_lazy("6 tháng, 1 năm, đột xuất")),
    ("quarterly", gettext_lazy("Hằng quý")),
    ("monthly", gettext_lazy("Hằng tháng")),
    ("adhoc", gettext_lazy("Đột xuất")),
]
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
            form.add_error(None, _("Tệp nặng quá 12 MB. Hãy tách riêng phần kế hoạch, bỏ ảnh và phụ lục rồi tải lại."))
        elif form.is_valid():
            try:
                command = _given(form.cleaned_data)
                document_id = actions.read_plandoc(command, by=request.actor, now=request.now)
            except Refused as refusal:
                tell(form, refusal)
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
    part = part_of(request.GET.get("phan", "1"), page.corrected, len(page.agencies))
    warnings = page.corrected["warnings"]
    context = {
        "page": page,
        "document": page.document,
        "is_open": page.document.status is DocumentStatus.READ,
        "tags": [Tag(page.document.status.label, TONES[page.document.status])],
        "text": _marked(page.paragraphs, part),
        "asked": [a for a in page.attention if a.code != UNKNOWN_AGENCY],
        "unknown": [a for a in page.attention if a.code == UNKNOWN_AGENCY],
        "targets": _items("t", page.corrected["targets"], part),
        "groups": _groups(_items("v", page.corrected["tasks"], part)),
        "part": part,
        "duties": _items("b", page.corrected["duties"], part),
        "budget": page.corrected["budget"] or {},
        "warnings": [(a.anchor, warnings[int(a.anchor[2:])]) for a in page.attention if a.anchor.startswith("w-")],
        "agencies": [(f"g-{n}", a) for n, a in enumerate(page.agencies)][part.span("g")],
        "metadata": page.corrected["metadata"],
        "issued": day_said(page.corrected["metadata"].get("date")),
        "period": {k: day_said(page.corrected["period"].get(k)) for k in ("start", "end")},
        "level": (page.corrected["scope"] or {}).get("level") or "",
        "levels": LEVELS,
        "signs": SIGNS,
        "indicators": indicator_choices(_("chọn cách tính…")),
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
        messages.success(request, _("Đã duyệt. Kế hoạch được theo dõi; cơ quan chủ trì nhiệm vụ đã nhận thông báo."))
        return redirect("plan.show", plan_id)
    if page.document.status is not DocumentStatus.READ:
        return redirect("plandoc.show", document_id)
    connected = [t for t in page.corrected["targets"] if t.get("indicator")]
    context = {
        "page": page, "document": page.document, "counts": _counts(page.corrected), "connected": len(connected),
        "asked": [a for a in page.attention if a.code != UNKNOWN_AGENCY],
        "unknown": [a for a in page.attention if a.code == UNKNOWN_AGENCY],
        
    }  # fmt: skip
    return render(request, "reader/approve.html", context)


def reject(request: Request, document_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.reject_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã bỏ qua văn bản. Văn bản vẫn được lưu cùng nhật ký."))
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
        messages.success(request, _("Đã lưu nháp."))
    part = request.POST.get("sang") or request.GET.get("phan", "1")
    last = "999" if anchor.startswith("#v") else part
    return redirect(f"{reverse('plandoc.show', args=[page.document.id])}?phan={last}{anchor}")


def _items(prefix: str, rows: list[Json], part: Part) -> list[Item]:
    shown_here = list(enumerate(rows))[part.span(prefix)]
    return [Item(f"{prefix}-{n}", row, bool(row.get("span")), _extra(prefix, row)) for n, row in shown_here]


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


def _cycles(row: Json) -> list[tuple[str, Any]]:
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


def _marked(paragraphs: tuple[Paragraph, ...], part: Part) -> SafeString:
    """The text with its marks, written once; a template loop over a long plan would take seconds."""
    return format_html_join("\n", "<p>{}</p>", ((_paragraph(p, part),) for p in paragraphs))


def _paragraph(paragraph: Paragraph, part: Part) -> SafeString:
    inner = mark_safe("".join(_segment(s, part) for s in paragraph.segments))  # noqa: S308 -- each segment is escaped
    return format_html("<strong>{}</strong>", inner) if paragraph.is_heading else inner


def _segment(segment: Segment, part: Part) -> SafeString:
    """A stretch of text; what leads to a finding in another part of the form leads to that part."""
    if not segment.kind:
        return conditional_escape(segment.text)
    goes, there = segment.leads_to, part.of(segment.leads_to)
    link = f"#{goes}" if there == part.number else f"?phan={there}#{goes}"
    if segment.kind in ("pin", "warn"):
        number = int(goes.split("-")[1]) + 1
        words = ("Cần người xem", "!", " warn") if segment.kind == "warn" else (f"Nhiệm vụ {number}", number, "")
        mark = '<a class="pin{}" id="{}" href="{}" title="{}">{}</a> '
        return format_html(mark, words[2], segment.id, link, words[0], words[1])
    if not segment.id:
        return format_html('<mark class="{}" data-to="{}">{}</mark>', segment.kind, goes, segment.text)
    mark = '<a id="{}" href="{}" title="{}"><mark class="{}">{}</mark></a>'
    return format_html(mark, segment.id, link, MARKS[segment.kind], segment.kind, segment.text)


URLS: list[URLPattern] = [
    path("ke-hoach/doc-van-ban/", read_document, name="plan.read"),
    path("ke-hoach/van-ban/<uuid:document_id>/", show_document, name="plandoc.show"),
    path("ke-hoach/van-ban/<uuid:document_id>/duyet/", approve, name="plandoc.approve"),
    path("ke-hoach/van-ban/<uuid:document_id>/bo-qua/", reject, name="plandoc.reject"),
    path("ke-hoach/van-ban/<uuid:document_id>/tep/", open_file, name="plandoc.file"),
]
