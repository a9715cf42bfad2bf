"""Pages of victims: the list, the reception, the file with its journey, and the recorded opening of an identity."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.linkage.queries import owed_to
from lachan.notices.actions import see
from lachan.people.queries import AreaLine, agency_names, area_names, list_areas
from lachan.people.rules import AreaLevel
from lachan.victims import access as may
from lachan.victims import actions, queries
from lachan.victims.attributes import UNKNOWN
from lachan.victims.dossier import Dossier, open_dossier
from lachan.victims.rules import RELATIVE, OpeningPurpose
from lachan.victims.ways_in import WayIn, way_of
from lachan.web import contact_words, shown
from lachan.web.award_words import owed_table
from lachan.web.doors import Request, tell
from lachan.web.forms.reception import ReceiveForm
from lachan.web.forms.victims import ProfileForm, VictimFilterForm
from lachan.web.pages import look_first, refer, screening, victim_steps
from lachan.web.parts import Cell
from lachan.web.templatetags.tables import SORT
from lachan.web.victim_words import (
    COLUMNS,
    TONES,
    facts_of,
    heading,
    identity_rows,
    named,
    needs_table,
    openings_of,
    referrals_table,
    short_law,
    starts_of,
    steps_of,
    tags_of,
    told,
)


def list_victims(request: Request) -> HttpResponse:
    on = request.now.date()
    form = VictimFilterForm(request.GET, areas=_areas(request), on=on)
    wanted = queries.VictimFilter(**form.cleaned_data) if form.is_valid() else queries.VictimFilter()
    page = queries.list_victims(request.actor, wanted, shown.page_number(request), request.GET.get(SORT, ""))
    context = {
        "form": form,
        "page": page,
        "columns": COLUMNS,
        "rows": victim_rows(page.items, request),
        "may_receive": may.check_may_receive.allows(request.actor, _own_place(request)),
    }
    return render(request, "victims/list.html", context)


def receive(request: Request, victim_id: UUID | None = None, companion: str = "") -> HttpResponse:
    """The form of the post; with ``victim_id``, for someone under 18 or a relative who came with that person."""
    may.check_may_receive(request.actor, _own_place(request))
    person = open_dossier(request.actor, victim_id, request.now) if victim_id else None
    areas, way = _areas(request), _way_asked(request, person)
    sent = request.POST if "received_at" in request.POST else None
    form = ReceiveForm(
        sent, areas=areas, own=_own(areas, request), on=request.now.date(), companion=companion, way=way,
        initial={"received_at": localtime(request.now).replace(second=0, microsecond=0), **_begun(request, way),
                 **_as_with(person)},
    )  # fmt: skip
    if sent is not None and form.is_valid():
        try:
            received = actions.receive_and_ask(
                _command(form, victim_id), form.answers(), by=request.actor, now=request.now
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã tiếp nhận, nhân thân đã niêm phong. Các thời hạn của luật bắt đầu tính."))
            return redirect("victim.show", received)
    context = {"form": form, "person": person, "companion": companion, "way": way, "starts": starts_of(way)}
    context["way_name"] = named("ways_in", way.code) if way.code != UNKNOWN else ""
    return render(request, "victims/receive.html", context)


def _way_asked(request: Request, person: Dossier | None) -> WayIn:
    """By the address, the form that was sent, or the person someone came with."""
    code = request.POST.get("way_in") or request.GET.get("duong") or ""
    return way_of(code or (person.circumstances["way_in"] if person else ""))


def _begun(request: Request, way: WayIn) -> dict[str, object]:
    """What the look-up before already asked, and what the way itself answers."""
    typed = {name: request.POST[name] for name in ("full_name", "birth_year") if request.POST.get(name)}
    chosen = {"way_in": way.code} if way.code != UNKNOWN else {}
    return {**dict(way.fills), **chosen, **typed}


def show(
    request: Request, victim_id: UUID, opened: queries.OpenedIdentity | None = None, purpose: str = "", error: str = ""
) -> HttpResponse:
    file = open_dossier(request.actor, victim_id, request.now)
    see(victim_id, by=request.actor, now=request.now)
    notes = dict(opened.notes) if opened else {}
    moves = shown.moves_of(file.moves, lambda verb: victim_steps.step_url(verb, victim_id))
    context = {
        "file": file,
        "victim": file.victim,
        "title": heading(file, opened.initial if opened else ""),
        "tags": tags_of(file),
        "steps": steps_of(file.journey),
        "clocks": shown.clocks_of((c for c in file.clocks if c.is_open), request.now),
        "past": shown.clocks_of((c for c in file.clocks if not c.is_open), request.now),
        "timeline": told([_with_note(line, notes) for line in file.timeline]),
        "may": [move for move in moves if move.may],
        "may_not": [move for move in moves if not move.may],
        "main": "victim.close" if file.closing else victim_steps.MAIN.get(file.victim.status, ""),
        "needs": needs_table(file),
        "assess_url": next((m.url for m in moves if m.verb == "victim.assess_needs" and m.may), ""),
        "facts": facts_of(file, request.now.date()),
        "referrals": referrals_table(file.referrals),
        "openings": openings_of(file.openings),
        "purposes": OpeningPurpose.choices(),
        "identity": identity_rows(opened) if opened else None,
        "withheld": bool(opened and opened.withheld),
        "purpose": OpeningPurpose.label_of(purpose),
        "error": error,
        "may_receive": may.check_may_receive.allows(request.actor, _own_place(request)),
        "contact": contact_words.topics_of(file, request.now.date()),
        "decisions": contact_words.decision_rows(file),
        "rights": contact_words.rights_of(file),
        "owed": _owed(file),
        "closing": _closing(file),
        "advise_url": next((m.url for m in moves if m.verb == "victim.provide_service" and m.may), ""),
    }
    return render(request, "victims/show.html", context)


def open_identity(request: Request, victim_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The words live for this one answer."""
    if request.method != "POST":
        return redirect("victim.show", victim_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in dict(OpeningPurpose.choices()):
        return show(request, victim_id, error=_("Chưa chọn mục đích. Chọn một mục đích rồi mở lại."))
    known = OpeningPurpose(purpose)
    opened = queries.open_identity(victim_id, purpose=known, by=request.actor, now=request.now)
    return show(request, victim_id, opened, purpose)


def change_profile(request: Request, victim_id: UUID) -> HttpResponse:
    file = open_dossier(request.actor, victim_id, request.now)
    initial = {
        "sex": file.victim.sex, "birth_year": file.victim.birth_year, "ethnicity": file.ethnicity,
        "nationality": file.nationality, "return_way": file.victim.return_way, "destination": file.destination,
        "exploitation": file.victim.exploitation, "origin_code": file.origin_code, **file.circumstances,
    }  # fmt: skip
    form = ProfileForm(request.POST or None, areas=_areas(request), on=request.now.date(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            profile = form.profile(file.victim.person_kind)
            actions.change_profile(victim_id, profile, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi. Số liệu đã chốt trước hôm nay giữ nguyên."))
            return redirect("victim.show", victim_id)
    title = _("Sửa thông tin thống kê")
    return render(request, "victims/step.html", {"victim": file.victim, "title": title, "form": form, "label": title})


def _owed(file: Dossier) -> dict[str, object] | None:
    """What judgments owe her: sums and states; the case stays on the other side of the wall."""
    owed = owed_to(file)
    return {**owed_table(owed), "advised_on": owed.advised_on} if owed else None


def _closing(file: Dossier) -> str:
    """Who asked for the end of the file, when and why; the summary is sealed with the note."""
    if file.closing is None:
        return ""
    said = _("%(agency)s, %(day)s: %(reason)s. Thời hạn và hỗ trợ vẫn tiếp tục.")
    agency = agency_names([file.closing.agency_id]).get(file.closing.agency_id, "")
    day = f"{localtime(file.closing.asked_at):%d/%m/%Y}"
    return said % {"agency": agency, "day": day, "reason": file.closing.reason.label.lower()}


def victim_rows(lines: tuple[queries.VictimLine, ...], request: Request) -> list[list[Cell | str]]:
    """Lines of a list: codes and years, never a name."""
    names = agency_names(line.holder_id for line in lines)
    places = area_names(line.area_code for line in lines)
    return [
        [
            Cell(line.code, reverse("victim.show", args=[line.id]), note=_person(line)),
            Cell(f"{localtime(line.received_at):%d/%m/%Y}", note=places.get(line.area_code, "")),
            Cell(named("purpose_details", line.exploitation), note=named("return_ways", line.return_way)),
            names.get(line.holder_id, ""),
            Cell(line.status.label, tone=TONES.get(line.status, "plain"), note=_law(line, request)),
        ]
        for line in lines
    ]


def _person(line: queries.VictimLine) -> str:
    return f"{line.sex.label}, {_('sinh năm')} {line.birth_year}" if line.birth_year else line.sex.label


def _law(line: queries.VictimLine, request: Request) -> str:
    """Which law gives her support today."""
    return short_law(line.regime_on(request.now.date()))


def _with_note(line: queries.TimelineLine, notes: dict[int, str]) -> queries.TimelineLine:
    return queries.noted(line, notes[line.seq]) if line.seq in notes else line


def _command(form: ReceiveForm, with_id: UUID | None) -> actions.ReceiveVictim:
    data = form.cleaned_data
    if "kinship" in data:
        return actions.ReceiveRelative(
            received_at=data["received_at"], area_code=data["area_code"], identity=form.identity(),
            profile=form.profile(RELATIVE), accompanies_id=with_id, note=data["note"],
            kinship=actions.Kinship(data["kinship"]),
        )  # fmt: skip
    return actions.ReceiveVictim(
        received_at=data["received_at"],
        area_code=data["area_code"],
        identity=form.identity(),
        profile=form.profile(data["person_kind"]),
        tells_health=data.get("tells_health", False),
        agreement=data.get("agreement", ""),
        gate=data.get("gate", ""),
        accompanies_id=with_id,
        note=data["note"],
    )


def _as_with(person: Dossier | None) -> dict[str, object]:
    """A child usually arrives with her: the same place, way and country."""
    if person is None:
        return {}
    line = person.victim
    return {
        "received_at": localtime(line.received_at), "area_code": line.area_code, "return_way": line.return_way,
        "destination": person.destination, "ethnicity": person.ethnicity, "origin_code": person.origin_code,
        "way_in": person.circumstances["way_in"],
    }  # fmt: skip


def _areas(request: Request) -> list[AreaLine]:
    return list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())


def _own(areas: list[AreaLine], request: Request) -> list[AreaLine]:
    own = request.actor.area_code
    return [a for a in areas if not own or a.code == own]


def _own_place(request: Request) -> Place:
    return Place(request.actor.province_code, request.actor.area_code)


URLS: list[URLPattern] = [
    path("nan-nhan/", list_victims, name="victim.list"),
    path("nan-nhan/tiep-nhan/", receive, name="victim.receive"),
    path("nan-nhan/<uuid:victim_id>/", show, name="victim.show"),
    path("nan-nhan/<uuid:victim_id>/nguoi-di-cung/", receive, {"companion": "minor"}, name="victim.receive_minor"),
    path("nan-nhan/<uuid:victim_id>/than-nhan/", receive, {"companion": "relative"}, name="victim.receive_relative"),
    path("nan-nhan/<uuid:victim_id>/nhan-than/", open_identity, name="victim.open_identity"),
    path("nan-nhan/<uuid:victim_id>/thong-ke/", change_profile, name="victim.change_profile"),
    *victim_steps.URLS,
    *refer.URLS,
    *screening.URLS,
    *look_first.URLS,
]
