"""From what rooms answer to what the parts of a page show: clocks, timelines, moves, names, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from lachan.access.actor import Actor
from lachan.access.roles import Role
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.listing import MoveButton
from lachan.journal.clocks import ClockLine, Debtor
from lachan.journal.queries import TimelineLine
from lachan.law.book import current
from lachan.law.rows import Confidence, DeadlineRow, Unit
from lachan.people.queries import agency_names
from lachan.web import parts

# kind of record → name of its page
PAGE_OF = {
    "tip": "tip.show", "case": "case.show", "victim": "victim.show", "referral": "referral.show",
    "return": "return.show", "plan": "plan.show",
    "facility": "facility.show", "loan": "loan.show", "needsround": "needsround.show",
    "plandoc": "plandoc.show", "task": "task.show", "report": "report.show",
    "submission": "submission.show", "part": "part.show", "proposal": "proposal.show", "round": "round.show",
    "handover": "handover.show", "protections": "protection.show",
}  # fmt: skip

PURPOSES = (
    ("handling", gettext_noop("Giải quyết hồ sơ đang được giao")),
    ("verification", gettext_noop("Xác minh, xác định")),
    ("support", gettext_noop("Hỗ trợ, bảo vệ")),
    ("referral", gettext_noop("Chuyển tuyến, bàn giao")),
    ("correction", gettext_noop("Đối chiếu, đính chính")),
)


def debtor_of(actor: Actor) -> Debtor:
    """Whose limits an officer answers for: the standing office follows every agency of its province."""
    if actor.has(Role.STANDING_OFFICE):
        return Debtor(province_code=actor.province_code)
    return Debtor(agency_id=actor.agency_id)


def purpose_of(request: HttpRequest) -> str:
    """The stated purpose of an opening; without one nothing is opened."""
    purpose: str = request.POST.get("purpose", "")
    if purpose not in dict(PURPOSES):
        raise Refused(gettext("Chưa chọn mục đích mở. Hãy chọn một mục đích rồi mở lại."))
    return purpose


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("trang", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


def clocks_of(lines: Iterable[ClockLine], now: datetime) -> list[parts.Clock]:
    return [clock_of(line, now) for line in lines]


def clock_of(line: ClockLine, now: datetime) -> parts.Clock:
    return parts.Clock(
        title=line.name,
        state=str(line.state),
        law=f"{_limit(line)}, {line.source}",
        label=left(line, now),
        due_on=line.due_at,
        fraction=line.fraction,
        confirmed=line.confidence != str(Confidence.UNCONFIRMED),
    )


def _limit(line: ClockLine) -> str:
    """«ngay» is the law's word; the hours behind it are the agency's own."""
    length = f"{line.length} {Unit(line.unit).label}"
    rows = current().history(DeadlineRow, line.rule)
    is_immediate = bool(rows) and rows[0].label == "ngay"
    return gettext("«ngay», cơ quan đặt %(length)s") % {"length": length} if is_immediate else length


def left(line: ClockLine, now: datetime) -> str:
    """'còn 3 ngày', 'quá 5 giờ', or the closed clock's own words."""
    if line.stopped_at is not None:
        return line.state.label
    ahead = line.due_at - now
    words = _span(abs(ahead), line, now)
    if not words:
        return gettext("còn trong hôm nay") if ahead > timedelta(0) else gettext("quá trong hôm nay")
    said = gettext("còn %(words)s") if ahead > timedelta(0) else gettext("quá %(words)s")
    return said % {"words": words}


def _span(gap: timedelta, line: ClockLine, now: datetime) -> str:
    """Empty where the limit falls on this very day."""
    if line.unit == str(Unit.HOUR) and gap < timedelta(days=3):
        hours = int(gap.total_seconds() // 3600)
        if hours:
            return gettext("%(n)s giờ") % {"n": hours}
        return gettext("%(n)s phút") % {"n": int(gap.total_seconds() // 60)}
    days = abs((local_day(line.due_at) - local_day(now)).days)
    return gettext("%(n)s ngày") % {"n": days} if days else ""


def entries_of(
    lines: Sequence[TimelineLine], links: Mapping[UUID, tuple[str, str]] | None = None
) -> list[parts.TimelineEntry]:
    """``links``: code and address of the records that the officer may open, where the lines are of several."""
    names = agency_names(line.agency_id for line in lines)
    return [_entry(line, names, *(links or {}).get(line.record_id, ("", ""))) for line in lines]


def _entry(line: TimelineLine, names: dict[UUID, str], code: str, url: str) -> parts.TimelineEntry:
    struck = gettext("đã được đính chính") if line.is_corrected else code
    return parts.TimelineEntry(
        verb=line.label,
        occurred_on=line.occurred_at,
        recorded_at=line.recorded_at,
        text=struck,
        agency=names.get(line.agency_id, ""),
        law=line.law,
        note=line.words,
        url=url,
        is_correction=line.corrects is not None,
    )


def address(kind: str, record_id: UUID) -> str:
    """The page of a record; empty for a kind that has none."""
    return reverse(PAGE_OF[kind], args=[record_id]) if kind in PAGE_OF else ""


def moves_of(moves: Iterable[MoveButton], url: Callable[[str], str]) -> list[parts.Move]:
    """``url(verb)`` is the address of the move's form."""
    return [parts.Move(m.verb, m.label, m.may, m.why, url(m.verb) if m.may else "") for m in moves]
