"""Giving plan documents to be read, and deciding on what was read: approving, rejecting, reopening."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.files import queries as files
from lachan.files.rules import MOST_BYTES
from lachan.plans import access as may
from lachan.plans import actions, queries
from lachan.plans.attention import UNKNOWN_AGENCY
from lachan.plans.corrected import living
from lachan.plans.kinds import OF_PREFIX
from lachan.plans.rules import ChangeKind, DocumentStatus
from lachan.plans.standing import NO_PARENT
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.plans import UploadForm

S = DocumentStatus
TONES = {S.READ: "due", S.REOPENED: "due", S.APPROVED: "ok", S.UNREAD: "late"}
CHANGE_TONES = {ChangeKind.ADDED: "ok", ChangeKind.REMOVED: "late"}


def read_document(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        may.check_may_read_plandoc(request.actor, _here(request))
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            form.add_error(None, _("Tệp nặng quá 12 MB. Hãy tách riêng phần kế hoạch, bỏ ảnh và phụ lục rồi tải lại."))
        elif form.is_valid():
            try:
                document_id = actions.give_plandoc(_given(form.cleaned_data), by=request.actor, now=request.now)
            except Refused as refusal:
                tell(form, refusal)
            else:
                return redirect("plandoc.show", document_id)
    waiting = queries.list_documents(request.actor, page=shown.page_number(request))
    may_read = may.check_may_read_plandoc.allows(request.actor, _here(request))
    context = {"form": form, "page": waiting, "may_read": may_read, "tones": TONES}
    return render(request, "reader/read.html", context)


def approve(request: Request, document_id: UUID) -> HttpResponse:
    """What was changed, by kind, and what is still open, before the plan is followed or brought up to date."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    status = page.document.status
    if request.method == "POST":
        act = actions.confirm_plandoc if status in (S.REOPENED, S.APPROVED) and page.document.plan_id else None
        plan_id = (act or actions.approve_plandoc)(document_id, by=request.actor, now=request.now)
        said = (
            _("Đã duyệt bản sửa; kế hoạch đang theo dõi đã được cập nhật.")
            if act
            else _("Đã duyệt. Kế hoạch được theo dõi; cơ quan chủ trì nhiệm vụ đã nhận thông báo.")
        )
        messages.success(request, said)
        return redirect("plan.show", plan_id)
    if not page.is_open:
        return redirect("plandoc.show", document_id)
    return render(request, "reader/approve.html", _summary(request, page))


def _summary(request: Request, page: queries.DocumentPage) -> dict[str, Any]:
    targets = living(page.state, OF_PREFIX["t"])
    parents, chosen = queries.parents_of(request.actor, page.document.id)
    by_kind: dict[str, list[Any]] = {}
    for change in page.changes:
        by_kind.setdefault(change.kind_label, []).append(change)
    return {
        "page": page, "document": page.document, "is_again": page.document.status is S.REOPENED,
        "tallies": [t for t in page.tallies if t.now or t.changed],
        "kinds": list(by_kind.items()), "change_tones": CHANGE_TONES,
        "counts": {k: len(living(page.state, OF_PREFIX[p])) for k, p in
                   (("targets", "t"), ("tasks", "v"), ("duties", "b"))},
        "connected": sum(1 for t in targets if t.get("indicator")),
        "asked": [a for a in page.attention if a.code != UNKNOWN_AGENCY],
        "unknown": [a for a in page.attention if a.code == UNKNOWN_AGENCY],
        "unseen": sum(p.total - p.seen for p in page.progress),
        "parent": next((p for p in parents if p.id == chosen and chosen != NO_PARENT), None),
    }  # fmt: skip


def reject(request: Request, document_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.reject_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã bỏ qua văn bản. Văn bản vẫn được lưu cùng nhật ký."))
        return redirect("plan.read")
    return redirect("plandoc.show", document_id)


def restore(request: Request, document_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.restore_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã lấy lại văn bản. Bạn xem và sửa tiếp từ chỗ đã dừng."))
    return redirect("plandoc.show", document_id)


def reopen(request: Request, document_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.reopen_plandoc(document_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã mở lại. Kế hoạch đang theo dõi giữ nguyên cho tới khi bạn duyệt bản sửa."))
    return redirect("plandoc.show", document_id)


def state(request: Request, document_id: UUID) -> HttpResponse:
    """How far a reading behind the page has come, for the bar."""
    line = queries.document_line(request.actor, document_id)
    return JsonResponse({"is_reading": line.status is S.READING, "done": line.pages_read, "total": line.page_count})


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


URLS: list[URLPattern] = [
    path("ke-hoach/doc-van-ban/", read_document, name="plan.read"),
    path("ke-hoach/van-ban/<uuid:document_id>/duyet/", approve, name="plandoc.approve"),
    path("ke-hoach/van-ban/<uuid:document_id>/bo-qua/", reject, name="plandoc.reject"),
    path("ke-hoach/van-ban/<uuid:document_id>/lay-lai/", restore, name="plandoc.restore"),
    path("ke-hoach/van-ban/<uuid:document_id>/mo-lai/", reopen, name="plandoc.reopen"),
    path("ke-hoach/van-ban/<uuid:document_id>/dang-doc/", state, name="plandoc.state"),
    path("ke-hoach/van-ban/<uuid:document_id>/tep/", open_file, name="plandoc.file"),
]
