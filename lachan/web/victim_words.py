"""How a victim's file is put into words and rows: heading, tags, facts, the table of needs, the opened identity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.base.clock import local_day
from lachan.base.labels import Labelled
from lachan.base.persons import Sex
from lachan.journal.queries import TimelineLine
from lachan.law.book import current
from lachan.law.rows import DeadlineRow
from lachan.people.queries import account_names, agency_names, area_names
from lachan.victims.actions import Kinship
from lachan.victims.attributes import CODED, UNKNOWN, Country
from lachan.victims.dossier import Dossier
from lachan.victims.first_contact_rules import Topic
from lachan.victims.journey import JourneyStep
from lachan.victims.queries import OpenedIdentity
from lachan.victims.referral_queries import ReferralLine
from lachan.victims.referral_rules import DeclineReason, FailReason, FieldGroup, ReferralStatus
from lachan.victims.return_rules import AbsentReason
from lachan.victims.rules import (
    BEFORE,
    NEW_LAW_FROM,
    RELATIVE,
    CloseReason,
    OpeningPurpose,
    RevokeGround,
    VictimStatus,
)
from lachan.victims.support_rules import Answer, SupportState, name_of
from lachan.victims.ways_in import WayIn
from lachan.web import shown
from lachan.web.parts import Cell, Column, Step, Tag, TimelineEntry
from lachan.web.templatetags.vietnamese import vi_money

S = VictimStatus
TONES = {
    S.RECEIVED: "due", S.PRESUMED: "due", S.IDENTIFYING: "due", S.IDENTIFIED: "ok", S.SUPPORT_DECIDED: "ok",
    S.REINTEGRATING: "ok", S.SUSPENDED: "due",
}  # fmt: skip
REFERRAL_TONES = {
    ReferralStatus.SENT: "due", ReferralStatus.ACCEPTED: "ok", ReferralStatus.UNDER_WAY: "ok",
    ReferralStatus.COMPLETED: "ok", ReferralStatus.NOT_COMPLETED: "late", ReferralStatus.DECLINED: "late",
}  # fmt: skip
STATE_TONES = {
    SupportState.WAITING: "due", SupportState.REFERRED: "due", SupportState.UNDER_WAY: "ok", SupportState.INITIAL: "ok",
    SupportState.DECIDED: "ok", SupportState.PROVIDED: "ok",
}  # fmt: skip
COLUMNS = (
    Column("code", "Hồ sơ"), Column("received", "Tiếp nhận", is_sortable=True),
    Column("form", "Hình thức bóc lột, trở về"), Column("holder", "Cơ quan giữ"),
    Column("status", "Trạng thái, luật áp dụng", is_sortable=True),
)  # fmt: skip
NEED_COLUMNS = (
    Column("regime", "Chế độ"), Column("need", "Nhu cầu"), Column("agency", "Cơ quan"), Column("state", "Trạng thái"),
    Column("cost", "Chi phí", "r"),
)  # fmt: skip
REFERRAL_COLUMNS = (Column("service", "Để được"), Column("agency", "Cơ quan nhận"), Column("status", "Trạng thái"))
_IDENTITY = {
    "full_name": gettext_noop("Họ và tên"),
    "other_name": gettext_noop("Tên gọi khác"),
    "birth_date": gettext_noop("Ngày sinh"),
    "id_number": gettext_noop("Số định danh"),
    "phone": gettext_noop("Điện thoại"),
    "permanent_address": gettext_noop("Nơi thường trú"),
    "relatives_contact": gettext_noop("Người thân"),
    "language_note": gettext_noop("Ngôn ngữ, phiên dịch"),
    "decision_number": gettext_noop("Số văn bản xác định"),
    "narrative": gettext_noop("Lời kể"),
}

_CIRCUMSTANCES = {
    "way_in": gettext_noop("Đường đến"),
    "abroad": gettext_noop("Bị mua bán ra nước ngoài"),
    "cause": gettext_noop("Nguyên nhân, hoàn cảnh"),
    "approach": gettext_noop("Bị tiếp cận qua"),
    "disability": gettext_noop("Khuyết tật"),
    "poor_household": gettext_noop("Hộ nghèo"),
    "occupation": gettext_noop("Nghề nghiệp"),
    "schooling": gettext_noop("Học vấn"),
}


def named(kind: str, code: str) -> str:
    """The words of a code of the law's lists, of whatever day the code was in force."""
    row = current().code(kind, code, date.max) or next((r for r in current().rows(kind) if r.id == code), None)
    return row.name if row else _("Chưa rõ")


def short_law(code: str) -> str:
    """«Luật 53/2024»: number and year, as officers say it."""
    row = current().code("laws", code, date.max) or next((r for r in current().rows("laws") if r.id == code), None)
    number = next((w for w in row.name.split() if w[:1].isdigit()), "") if row else ""
    return f"{_('Luật')} {'/'.join(number.split('/')[:2])}" if number else named("laws", code)


def heading(file: Dossier, initial: str) -> str:
    """«Chị M. · 19 tuổi · dân tộc Thái» once opened; before that nothing that comes from the name."""
    age = f"{file.age} {_('tuổi')}" if file.age is not None else _("chưa rõ tuổi")
    first = f"{_spoken(file)} {initial} · {age}" if initial else f"{file.victim.sex.label}, {age}"
    return f"{first} · {_('dân tộc')} {named('ethnic_groups', file.ethnicity)}" if file.ethnicity.isdigit() else first


def _spoken(file: Dossier) -> str:
    if file.age is not None and file.age < 16:
        return _("Em")
    return {Sex.FEMALE: _("Chị"), Sex.MALE: _("Anh")}.get(file.victim.sex, _("Người"))


def tags_of(file: Dossier) -> list[Tag]:
    tags = [Tag(file.victim.status.label, TONES.get(file.victim.status, "plain"))]
    if (danger := file.answers.get(Topic.SAFETY, {}).get("danger")) and danger.answer == Answer.YES:
        tags.append(Tag(_("Đang bị đe dọa"), "late"))
    if file.victim.return_way.isalpha() or "_" in file.victim.return_way:
        tags.append(Tag(named("return_ways", file.victim.return_way)))
    if file.accompanies:
        is_relative = file.victim.person_kind == RELATIVE
        tags.append(Tag(_("Thân nhân đi cùng") if is_relative else _("Người dưới 18 tuổi đi cùng")))
    elif file.minors:
        tags.append(Tag(_("Có %(count)s người dưới 18 tuổi đi cùng") % {"count": len(file.minors)}))
    elif not file.is_limited:
        tags.append(Tag(_("Không có người dưới 18 tuổi đi cùng")))
    return tags


def starts_of(way: WayIn) -> list[tuple[str, str]]:
    """The limits a way in starts, with their length, and what comes next in words."""
    rows = [(current().history(DeadlineRow, rule), rule) for rule in way.starts]
    return [(found[0].name, limit_of(found[0])) for found, _rule in rows if found]


def limit_of(row: DeadlineRow) -> str:
    """«ngay» is the law's word; the hours behind it are the agency's own."""
    length = f"{row.length} {row.unit.label}"
    return _("«ngay», cơ quan đặt %(length)s") % {"length": length} if row.label == "ngay" else length


def steps_of(journey: Iterable[JourneyStep]) -> list[Step]:
    return [Step(s.label, s.state, s.on, _("hạn") if s.is_due else "") for s in journey]


def facts_of(file: Dossier, on: date) -> list[tuple[str, Any]]:
    agencies = agency_names([file.victim.holder_id, file.victim.origin_id])
    areas = area_names([file.origin_code, file.victim.area_code])
    identified = f"{file.identified_on:%d/%m/%Y}" if file.identified_on else _("Chưa")
    return [
        (_("Giới tính"), file.victim.sex.label),
        (_("Năm sinh"), file.victim.birth_year),
        (_("Tuổi khi tiếp nhận"), file.victim.age_band.label),
        (_("Quốc tịch"), file.nationality.label),
        (_("Nơi ở trước đây"), areas.get(file.origin_code)),
        (_("Hình thức bóc lột"), named("purpose_details", file.victim.exploitation)),
        (_("Nước bị đưa đến"), file.destination.label),
        (_("Nơi tiếp nhận"), areas.get(file.victim.area_code)),
        (_("Cơ quan tiếp nhận"), agencies.get(file.victim.origin_id)),
        (_("Cơ quan giữ hồ sơ"), agencies.get(file.victim.holder_id)),
        *[(label, said) for label, said in _circumstances(file) if said],
        (_("Đối tượng"), named("person_kinds", file.victim.person_kind)),
        (_("Ngày xác định"), identified),
        (_("Luật áp dụng"), named("laws", file.victim.regime_on(on))),
    ]


def _circumstances(file: Dossier) -> list[tuple[str, str]]:
    """What is known of how it came to this; what nobody knows takes no line."""
    codes, answers = file.circumstances, {Answer.YES: _("Có"), Answer.NO: _("Không")}
    said = {name: named(CODED[name], code) for name, code in codes.items() if name in CODED and code != UNKNOWN}
    said |= {name: answers.get(Answer(code), "") for name, code in codes.items() if name not in CODED}
    return [(_(label), said.get(name, "")) for name, label in _CIRCUMSTANCES.items()]


def needs_table(file: Dossier) -> dict[str, Any]:
    agencies = agency_names(line.provider_id for line in file.support if line.provider_id)
    rows = [
        [
            line.name,
            line.need.label if line.need else "",
            agencies.get(line.provider_id, "") if line.provider_id else "",
            Cell(line.state.label, tone=STATE_TONES.get(line.state, "plain")),
            vi_money(line.cost),
        ]
        for line in file.support
    ]
    return {"columns": NEED_COLUMNS, "rows": rows}


def referrals_table(referrals: Iterable[ReferralLine]) -> dict[str, Any]:
    found = list(referrals)
    agencies = agency_names(r.holder_id for r in found)
    rows = [
        [
            Cell(r.service_name, reverse("referral.show", args=[r.id]), note=f"{localtime(r.sent_at):%d/%m/%Y}"),
            agencies.get(r.holder_id, ""),
            Cell(r.status.label, tone=REFERRAL_TONES.get(r.status, "plain")),
        ]
        for r in found
    ]
    return {"columns": REFERRAL_COLUMNS, "rows": rows}


def told(lines: Sequence[TimelineLine]) -> list[TimelineEntry]:
    """The timeline with what each act was about, and the law of its own day."""
    areas = area_names(line.facts["area"] for line in lines if "area" in line.facts)
    agencies = agency_names(UUID(line.facts["to"]) for line in lines if "to" in line.facts)
    return [
        replace(entry, text=" ".join(filter(None, (_about(line, agencies, areas), entry.text))), law=_law_of(line))
        for line, entry in zip(lines, shown.entries_of(lines), strict=True)
    ]


def _about(line: TimelineLine, agencies: dict[UUID, str], areas: dict[str, str]) -> str:
    """From the entry's codes to words: regimes, recipient, place, grounds, reason."""
    facts = line.facts
    regimes = [name_of(code) for code in (*facts.get("regimes", ()), *facts.get("needs", ()))]
    words = [
        ", ".join(regimes),
        name_of(facts["service"]) if "service" in facts else "",
        agencies.get(UUID(facts["to"]), "") if "to" in facts else "",
        areas.get(facts["area"], "") if "area" in facts else "",
        f"{_('căn cứ điểm')} {', '.join(map(_letter, facts['evidence']))}" if facts.get("evidence") else "",
        named("papers", facts["paper"]) if facts.get("paper") else "",
        _reason(line.verb, facts["reason"]) if "reason" in facts else "",
        ", ".join(FieldGroup.label_of(g) for g in facts.get("groups", ())),
        *_first_hours(facts),
    ]
    said = "; ".join(word for word in words if word)
    return f"· {said}" if said else ""


def _first_hours(facts: dict[str, Any]) -> list[str]:
    """Way, agreement, gate, kinship, country, ground: what receptions, returns and revocations were about."""
    lists = (("way", "ways_in"), ("agreement", "agreements"), ("gate", "gates"))
    enums = (("kinship", Kinship), ("country", Country), ("ground", RevokeGround))
    said = [named(kind, facts[name]) for name, kind in lists if facts.get(name, UNKNOWN) != UNKNOWN]
    return said + [vocabulary.label_of(facts[name]) for name, vocabulary in enums if facts.get(name)]


def _letter(evidence: str) -> str:
    """The letter that the law prints: «đ» has an id of its own."""
    row = current().code("evidence", evidence, date.max)
    return row.code if row and row.code else evidence


_REASONS: dict[str, type[Labelled]] = {
    "victim.ask_closure": CloseReason, "victim.close": CloseReason,
    "referral.fail": FailReason, "return.mark_absent": AbsentReason,
}  # fmt: skip


def _reason(verb: str, code: str) -> str:
    return _REASONS.get(verb, DeclineReason).label_of(code)


def _law_of(line: TimelineLine) -> str:
    if local_day(line.occurred_at) >= NEW_LAW_FROM:
        return line.law
    return BEFORE.get(line.verb, line.law)


def openings_of(lines: Iterable[TimelineLine]) -> list[str]:
    """Who opened the identity, when and for what, the latest first."""
    found = list(lines)
    agencies = agency_names(line.agency_id for line in found)
    accounts = account_names(line.account_id for line in found)
    return [
        " · ".join(
            (
                f"{localtime(line.occurred_at):%H:%M %d/%m/%Y}",
                accounts.get(line.account_id, "") if line.account_id else "",
                agencies.get(line.agency_id, ""),
                _purpose(line.facts.get("purpose")),
                ", ".join(FieldGroup.label_of(g) for g in line.facts.get("groups", ())) or _("toàn bộ"),
            )
        )
        for line in found
    ]


def _purpose(code: str | None) -> str:
    said = OpeningPurpose.label_of(code)
    return _(said) if said else ""


def identity_rows(opened: OpenedIdentity) -> list[tuple[str, str]]:
    """Only what is filled; a date of birth is written the Vietnamese way."""
    words = {name: getattr(opened, name) for name in _IDENTITY}
    if len(words["birth_date"]) == 10:
        words["birth_date"] = "/".join(reversed(words["birth_date"].split("-")))
    return [(label, words[name]) for name, label in _IDENTITY.items() if words[name]]
