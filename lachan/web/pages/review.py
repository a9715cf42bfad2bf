"""The review of a plan document: its text beside what was read in it, each finding corrected where it stands.

A form of one finding is posted alone. With scripts the answer is the pieces of the page that changed; without, the
page itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.people.queries import account_names
from lachan.plans import actions, queries
from lachan.plans.attention import UNKNOWN_AGENCY
from lachan.plans.kinds import ROLES
from lachan.plans.parts import Part
from lachan.plans.queries import DocumentPage
from lachan.plans.rules import DocumentKind, DocumentStatus, DutyKind, PlanLevel, StepKind, TargetKind, TaskRole
from lachan.plans.steps import NEW, Wish
from lachan.web import shown
from lachan.web.doors import Request
from lachan.web.forms.plans import SIGNS
from lachan.web.forms.review import kind_names, wish_of
from lachan.web.marked_text import LEGEND, marked
from lachan.web.pages.reader import TONES
from lachan.web.parts import Tag
from lachan.web.review_rows import SECTION_OF, asking_keys, editor, head_facts, row_of, sections
from lachan.web.templatetags.vietnamese import vi_datetime

MOST_OPEN = 12
# fields whose words are marked in the text: a change of one draws the text anew
_MARKED = frozenset({*ROLES, "deadline", "due", "seen", "gone", "span", NEW})
_MOVES_ROWS = frozenset({"gone", NEW, "leads"})


def show(request: Request, document_id: UUID) -> HttpResponse:
    page = queries.open_document(request.actor, document_id, request.now.date())
    if page.document.status in (DocumentStatus.READING, DocumentStatus.UNREAD):
        return render(request, "reader/waiting.html", {"document": page.document, "tones": TONES})
    wanted = request.GET.get("mo", "")[:20]
    number = request.GET.get("phan", "")
    part = page.part(int(number) if number.isdecimal() and len(number) < 5 else page.part_with(wanted or "f"))
    opened = [wanted] if wanted else []
    text = marked(page.paragraphs(part))
    context = _context(request, page, part, opened)
    return render(request, "reader/review.html", context | {"text": text, "sections": sections(page, part)})


def finding(request: Request, document_id: UUID) -> HttpResponse:
    """The form of one finding, fetched when it is opened."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    shown_here = editor(page, request.GET.get("mo", "")[:20])
    if shown_here is None:
        raise NotFound
    context = _context(request, page, page.part(1), [])
    return render(request, "reader/edit/frame.html", context | {"edit": shown_here})


def correct(request: Request, document_id: UUID) -> HttpResponse:
    if request.method != "POST":
        queries.document_line(request.actor, document_id)
        return redirect("plandoc.show", document_id)
    posted = request.POST
    try:
        version = _version(request, document_id)
        wish = wish_of(posted, lambda: queries.open_document(request.actor, document_id, request.now.date()).text)
        command = actions.CorrectDocument(document_id, version, wish)
        saved = actions.correct_plandoc(command, by=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _refused(request, queries.open_document(request.actor, document_id, request.now.date()), refusal)
    page = queries.open_document(request.actor, document_id, request.now.date())
    key = _key_to_show(page, wish, saved)
    if not _wants_pieces(request):
        if saved.is_changed:
            messages.success(request, _("Đã lưu."))
        return redirect(_address(page, key, keep_open=wish.kind is not StepKind.DROP))
    touched = queries.keys_since(request.actor, document_id, version)
    return JsonResponse({
        "version": page.version, "status": "saved" if saved.is_changed else "same", "key": key,
        "said": _said(wish, saved, request), **_pieces(request, page, touched, wish),
    })  # fmt: skip


def _version(request: Request, document_id: UUID) -> int:
    """The version the officer saw, as his page says; a form without one speaks of the newest."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else queries.document_line(request.actor, document_id).version


def _refused(request: Request, page: DocumentPage, refusal: Refused) -> HttpResponse:
    clash = None
    if isinstance(refusal, actions.Clash):
        names = account_names([refusal.account_id])
        clash = {
            "key": refusal.key, "field": refusal.name, "mine": refusal.mine, "theirs": refusal.theirs,
            "who": names.get(refusal.account_id, ""), "at": vi_datetime(refusal.at),
        }  # fmt: skip
    if _wants_pieces(request):
        answer = {"status": "clash" if clash else "refused", "said": refusal.sentence, "field": refusal.field}
        return JsonResponse(answer | {"clash": clash, "version": page.version}, status=409 if clash else 400)
    said = refusal.sentence
    if clash:
        said += _(" Bản của bạn: «%(mine)s». Bản của %(who)s: «%(theirs)s».") % clash
    messages.error(request, said)
    return redirect(_address(page, request.POST.get("key", "")))


def see(request: Request, document_id: UUID) -> HttpResponse:
    """Findings that the officer looked at (``key``, several)."""
    if request.method == "POST":
        keys = request.POST.getlist("key")
        actions.see_findings(document_id, keys, by=request.actor, now=request.now)
        if _wants_pieces(request):
            page = queries.open_document(request.actor, document_id, request.now.date())
            return JsonResponse({"html": _counts(request, page)})
    return redirect("plandoc.show", document_id)


def history(request: Request, document_id: UUID) -> HttpResponse:
    """Every step of correction, the newest first, each with its way back."""
    page = queries.open_document(request.actor, document_id, request.now.date())
    steps = queries.list_steps(request.actor, document_id, shown.page_number(request))
    names = account_names(s.account_id for s in steps.items)
    rows = [(step, names.get(step.account_id, "")) for step in steps.items]
    context = {"page": page, "document": page.document, "steps": steps, "rows": rows, "is_open": page.is_open}
    return render(request, "reader/history.html", context)


def _context(request: Request, page: DocumentPage, part: Part, opened: Iterable[str]) -> dict[str, Any]:
    """What every piece of the page may need; the editors named in ``opened`` are drawn open."""
    editors = {key: found for key in list(opened)[:MOST_OPEN] if (found := editor(page, key)) is not None}
    parents = cache(lambda: queries.parents_of(request.actor, page.document.id))  # asked where a piece shows it

    def facts() -> list[tuple[str, str]]:
        chosen = next((p for p in parents()[0] if p.id == parents()[1]), None)
        return [*head_facts(page), *([(_("Thực hiện"), chosen.label)] if chosen else [])]

    return {
        "page": page, "document": page.document, "part": part, "is_open": page.is_open, "editors": editors,
        "tags": [Tag(page.document.status.label, TONES.get(page.document.status, "plain"))],
        "facts": facts,
        "asked": [(a, page.part_with(a.key)) for a in page.attention if a.code != UNKNOWN_AGENCY],
        "unknown": [(a, page.part_with(a.key)) for a in page.attention if a.code == UNKNOWN_AGENCY],
        "seen": sum(p.seen for p in page.progress), "total": sum(p.total for p in page.progress),
        "head_seen": "f" in page.seen, "head_needs": any(a.key == "f" for a in page.attention),
        "last_step": queries.last_step(request.actor, page.document.id, request.actor.account_id),
        "parents": lambda: parents()[0], "proposed": lambda: any(p.is_proposed for p in parents()[0]),
        "legend": LEGEND, "signs": SIGNS,
        "levels": PlanLevel.choices(),
        "document_kinds": DocumentKind.choices(), "kinds": DutyKind.choices(), "target_kinds": TargetKind.choices(),
        "roles": TaskRole.choices(), "addable": kind_names(),
        "seconds": f"{page.read_seconds:.1f}".replace(".", ","),
        "counts": {name: len([i for i in page.state[name] if not i.get("gone")])
                   for name in ("targets", "tasks", "duties")},
    }  # fmt: skip


def _pieces(request: Request, page: DocumentPage, touched: dict[str, set[str]], wish: Wish) -> dict[str, Any]:
    """The pieces of the page that this step, and colleagues since, changed: by id, each whole."""
    number = request.POST.get("phan", "1")
    part = page.part(int(number) if number.isdecimal() and len(number) < 5 else 1)
    opened = [key for key in request.POST.getlist("mo") if key]
    context = _context(request, page, part, opened)
    fields = {field for names in touched.values() for field in names}
    html = _counts(request, page, context)
    whole = {SECTION_OF[key.partition("-")[0]] for key, names in touched.items()
             if key.partition("-")[0] in SECTION_OF and (names & _MOVES_ROWS or key == "g")}  # fmt: skip
    if fields & set(ROLES) or "g" in touched or "reporters" in fields:
        whole |= {"g"}
    for section in sections(page, part, sorted(whole)) if whole else []:
        html[f"sec-{section.id}"] = render_to_string("reader/section.html", context | {"section": section}, request)
    asking = asking_keys(page)
    for key in touched:
        prefix = key.partition("-")[0]
        if prefix == "f":
            html["head-facts"] = render_to_string("reader/head_facts.html", context, request)
        elif prefix in SECTION_OF and prefix != "g" and SECTION_OF[prefix] not in whole:
            item = next(i for rows in page.state.values() if isinstance(rows, list) for i in rows if i["key"] == key)
            row = {"row": row_of(page, item, asking)}
            html[f"line-{key}"] = render_to_string("reader/line.html", context | row, request)
    text = marked(page.paragraphs(part)) if fields & _MARKED or "g" in touched else None
    return {"html": html, "text": text, "undo": context["last_step"]}


def _counts(request: Request, page: DocumentPage, context: dict[str, Any] | None = None) -> dict[str, str]:
    """What stands on every page and changes with each step: what waits for a person, and how far the review is."""
    context = context or _context(request, page, page.part(1), [])
    nav = {"sections": sections(page, page.part(1))}
    return {
        "attention": render_to_string("reader/attention.html", context, request),
        "sections": render_to_string("reader/sections.html", context | nav, request),
        "far": render_to_string("reader/far.html", context, request),
    }


def _key_to_show(page: DocumentPage, wish: Wish, saved: actions.Saved) -> str:
    """Where the officer goes on: what was made, else what was written."""
    if wish.kind in (StepKind.ADD, StepKind.SPLIT) and saved.touched:
        return saved.touched[-1]
    if wish.key == "g" and wish.fields:
        return page.anchors.get(next(iter(wish.fields)), "g-0")
    return saved.touched[0] if saved.touched else wish.key


def _address(page: DocumentPage, key: str, *, keep_open: bool = True) -> str:
    """The page with the finding open, and at it."""
    base = reverse("plandoc.show", args=[page.document.id])
    asked = f"mo={key}" if keep_open and key else ""
    number = page.part_with(key) if key else 1
    parts = "&".join(filter(None, (f"phan={number}" if number > 1 else "", asked)))
    return f"{base}?{parts}#{key}" if parts else f"{base}#{key}"


def _said(wish: Wish, saved: actions.Saved, request: Request) -> str:
    words = {
        StepKind.ADD: _("Đã thêm."), StepKind.DROP: _("Đã bỏ. Bấm «Lấy lại» nếu bỏ nhầm."),
        StepKind.RESTORE: _("Đã lấy lại."), StepKind.MERGE: _("Đã gộp làm một."), StepKind.SPLIT: _("Đã tách làm hai."),
        StepKind.UNDO: _("Đã hoàn tác."),
    }  # fmt: skip
    at = vi_datetime(request.now).split(" ")[0]
    return words.get(wish.kind, "") or (_("Đã lưu lúc %(at)s") % {"at": at})


def _wants_pieces(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


URLS: list[URLPattern] = [
    path("ke-hoach/van-ban/<uuid:document_id>/", show, name="plandoc.show"),
    path("ke-hoach/van-ban/<uuid:document_id>/cho/", finding, name="plandoc.finding"),
    path("ke-hoach/van-ban/<uuid:document_id>/sua/", correct, name="plandoc.correct"),
    path("ke-hoach/van-ban/<uuid:document_id>/da-xem/", see, name="plandoc.see"),
    path("ke-hoach/van-ban/<uuid:document_id>/cac-buoc/", history, name="plandoc.history"),
]
