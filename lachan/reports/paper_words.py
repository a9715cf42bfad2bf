"""The words a paper takes from a victim's file: codes by their names, the opened identity, limits and regimes."""

from __future__ import annotations

from datetime import date, datetime

from lachan.base.clock import local_day
from lachan.law.book import current
from lachan.people.queries import agency_names, area_names, get_agency
from lachan.reports.build.figures import vi_date, vi_long_date
from lachan.victims.dossier import Dossier
from lachan.victims.queries import OpenedIdentity
from lachan.victims.referral_queries import ConsentMatrixLine
from lachan.victims.referral_rules import FIELDS_OF, FieldGroup
from lachan.victims.rules import CloseReason
from lachan.victims.support_rules import Answer, SupportState

NOT_SHARED = "không được đồng ý chia sẻ"
_IDENTITY = {
    "name": "full_name", "other_name": "other_name", "id_number": "id_number", "phone": "phone",
    "address": "permanent_address", "relatives": "relatives_contact", "language": "language_note",
    "decision_number": "decision_number",
}  # fmt: skip
_GIVEN = (SupportState.INITIAL, SupportState.PROVIDED)
_DECIDED = (SupportState.DECIDED, SupportState.PROVIDED, SupportState.UNDER_WAY)


def words_of(file: Dossier, identity: OpenedIdentity, agency_name: str, now: datetime) -> dict[str, str]:
    line, on = file.victim, local_day(now)
    names = agency_names([line.origin_id, line.holder_id])
    province = get_agency(line.holder_id).province_code
    return {
        **{hole: getattr(identity, name) for hole, name in _IDENTITY.items()},
        "born": _birth(identity.birth_date, line.birth_year),
        "sex": line.sex.label,
        "ethnicity": _name("ethnic_groups", file.ethnicity),
        "nationality": file.nationality.label,
        "destination": file.destination.label,
        "exploitation": _name("purpose_details", line.exploitation),
        "return_way": _name("return_ways", line.return_way),
        "person_kind": _name("person_kinds", line.person_kind).lower(),
        "status": line.status.label.lower(),
        "code": line.code,
        "received_on": vi_date(local_day(line.received_at)),
        "received_at": f"{line.received_at.astimezone(now.tzinfo):%H giờ %M phút}, "
        + vi_long_date(local_day(line.received_at)),
        "received_by": names.get(line.origin_id, ""),
        "holder": names.get(line.holder_id, ""),
        "identified_on": vi_date(file.identified_on) if file.identified_on else "",
        "minors": str(len(file.minors)),
        "regimes": _listed(s.name for s in file.support if s.state in _DECIDED),
        "given": _listed(s.name for s in file.support if s.state in _GIVEN),
        "needs": _listed(s.name for s in file.support if s.need is Answer.YES),
        "verify_due": _due(file, "victim.verify_initially"),
        **_closure(file, identity),
        "agency": agency_name,
        "province": area_names([province]).get(province, ""),
        "today": vi_long_date(on),
    }


def _closure(file: Dossier, identity: OpenedIdentity) -> dict[str, str]:
    """Who asked for the end of the file, why, with what result, and who agreed: of the last time it was closed."""
    acts = {line.verb: line for line in reversed(file.timeline) if not line.is_void and not line.is_corrected}
    closed, asked = acts.get("victim.close"), acts.get("victim.ask_closure")
    if closed is None or asked is None:
        return {}
    names = agency_names([closed.agency_id, asked.agency_id])
    return {
        "close_reason": CloseReason.label_of(str(closed.facts.get("reason", ""))).lower(),
        "close_summary": dict(identity.notes).get(asked.seq, "").rstrip("."),
        "close_asked_on": vi_date(local_day(asked.occurred_at)),
        "close_asked_by": names.get(asked.agency_id, ""),
        "closed_on": vi_date(local_day(closed.occurred_at)),
        "closed_by": names.get(closed.agency_id, ""),
    }


def referral_words(line: ConsentMatrixLine, words: dict[str, str]) -> dict[str, str]:
    """The same words cut down to what she agreed to tell this recipient; the rest says that she did not."""
    shared = {name for group in line.groups for name in FIELDS_OF[group]} if line.holds else set()
    hidden = {hole for hole, name in _IDENTITY.items() if name not in shared}
    if "birth_date" not in shared:
        hidden.add("born")
    if FieldGroup.SUPPORT not in line.groups or not line.holds:
        hidden.add("needs")
    recipient = agency_names([line.referral.holder_id]).get(line.referral.holder_id, "")
    return {
        **words,
        **dict.fromkeys(hidden, NOT_SHARED),
        "recipient": recipient,
        "service": _name("regimes", line.referral.service).lower(),
        "referral_code": line.referral.code,
        "consented_on": vi_date(line.given_on),
    }


def _birth(written: str, year: int | None) -> str:
    """A full date, a month of a year, or the year alone: as much as was told."""
    try:
        return vi_date(date.fromisoformat(written))
    except ValueError:
        told_year, _dash, month = written.partition("-")
        return f"{month}/{told_year}" if month else told_year or (str(year) if year else "")


def _name(kind: str, code: str) -> str:
    return next((row.name for row in current().rows(kind) if row.id == code), code) if code else ""


def _due(file: Dossier, rule: str) -> str:
    found = next((c for c in file.clocks if c.rule == rule), None)
    return f"hết ngày {vi_date(local_day(found.due_at))}" if found else ""


def _listed(names: object) -> str:
    found = [str(n) for n in names]  # type: ignore[attr-defined]
    return "; ".join(name[:1].lower() + name[1:] for name in found)
