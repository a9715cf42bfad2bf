"""A person's own file in plain words: what is written down of her, what was done, who looked, what she agreed to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.linkage.queries import OwedLine, owed_to
from lachan.linkage.rules import money
from lachan.people.queries import agency_names
from lachan.reports.build.figures import vi_date
from lachan.reports.paper_words import words_of
from lachan.victims.dossier import Dossier, open_dossier
from lachan.victims.protection_queries import ProtectionLine, open_protections
from lachan.victims.protection_rules import ProtectionStatus
from lachan.victims.queries import OpenedIdentity, open_identity
from lachan.victims.referral_queries import ConsentMatrixLine, consent_matrix
from lachan.victims.rules import OpeningPurpose
from lachan.victims.support_rules import SupportState

_OPENINGS = "victim.open_identity"
_PLAIN_STATES = {
    SupportState.WAITING, SupportState.REFERRED, SupportState.UNDER_WAY, SupportState.INITIAL, SupportState.DECIDED,
    SupportState.PROVIDED,
}  # fmt: skip


@dataclass(frozen=True)
class OwnPart:
    """A heading and its sentences; ``none``: what is said where there is nothing."""

    head: str
    lines: tuple[str, ...]
    none: str = ""


@dataclass(frozen=True)
class OwnConsent:
    """One recipient she agreed to: in words, and whether the consent still stands."""

    referral_id: UUID
    agency: str
    told: str
    stands: bool
    seen: str


@dataclass(frozen=True)
class OwnFile:
    victim_id: UUID
    code: str
    title: str
    intro: tuple[str, ...]
    parts: tuple[OwnPart, ...]
    consents: tuple[OwnConsent, ...]

    def sheet(self) -> list[dict[str, object]]:
        """All parts with the consents as sentences, for the printed file."""
        lines = tuple(f"{c.agency}: {c.told}. {c.seen}" for c in self.consents)
        nobody = _("Bạn chưa đồng ý cho cơ quan nào khác biết điều gì.")
        consents = OwnPart(_("Bạn đã đồng ý cho ai biết điều gì"), lines, nobody)
        return [asdict(part) for part in (*self.parts, consents)]


def own_file(victim_id: UUID, *, by: Actor, now: datetime) -> OwnFile:
    """Opens the identity to show the person her own file; the opening is an entry like any other."""
    file = open_dossier(by, victim_id, now)
    identity = open_identity(victim_id, purpose=OpeningPurpose.TELL, by=by, now=now)
    on = local_day(now)
    words = words_of(file, identity, "", now)
    consents = () if file.is_limited else consent_matrix(victim_id, None, on)
    return OwnFile(
        victim_id=victim_id,
        code=file.victim.code,
        title=_("Hồ sơ của bạn"),
        intro=(
            _("Đây là những gì cơ quan nhà nước đã ghi về bạn đến ngày {day}.").format(day=vi_date(on)),
            _("Bạn có quyền hỏi, sửa chỗ ghi sai, và rút lại sự đồng ý bất cứ lúc nào. Cần giúp: gọi 111, miễn phí."),
        ),
        parts=(
            OwnPart(_("Ai đang giữ hồ sơ"), (words["holder"],)),
            OwnPart(_("Những gì đã ghi về bạn"), _written(identity, words), _("Chưa ghi gì.")),
            OwnPart(_("Những việc đã làm"), _done(file), _("Chưa có việc nào.")),
            OwnPart(_("Bạn được hỗ trợ gì"), _support(file), _("Chưa có khoản hỗ trợ nào.")),
            *_protected(file, by, now),
            *_owed(file),
            OwnPart(_("Quyền của bạn hôm nay"), tuple(r.name for r in file.rights), _("Hỏi cán bộ giữ hồ sơ.")),
            OwnPart(_("Ai đã mở xem tên, giấy tờ của bạn"), _openings(file), _("Chưa ai mở.")),
        ),
        consents=_consents(consents),
    )


def _written(identity: OpenedIdentity, words: dict[str, str]) -> tuple[str, ...]:
    rows = (
        (_("Họ tên"), identity.full_name),
        (_("Tên khác"), identity.other_name),
        (_("Ngày sinh"), words["born"]),
        (_("Giới tính"), words["sex"]),
        (_("Dân tộc"), words["ethnicity"]),
        (_("Quốc tịch"), words["nationality"]),
        (_("Số giấy tờ"), identity.id_number),
        (_("Điện thoại"), identity.phone),
        (_("Nơi ở"), identity.permanent_address),
        (_("Người thân"), identity.relatives_contact),
        (_("Bạn trở về"), words["return_way"]),
        (_("Tình trạng hồ sơ"), words["status"]),
        (_("Điều bạn đã kể"), identity.narrative),
    )
    return tuple(f"{label}: {text}" for label, text in rows if text)


def _done(file: Dossier) -> tuple[str, ...]:
    lines = [line for line in reversed(file.timeline) if not line.is_corrected and line.verb != _OPENINGS]
    names = agency_names(line.agency_id for line in lines)
    return tuple(f"{vi_date(local_day(x.occurred_at))}: {x.label} ({names.get(x.agency_id, '')})" for x in lines)


def _support(file: Dossier) -> tuple[str, ...]:
    rows = [s for s in file.support if s.state in _PLAIN_STATES]
    return tuple(f"{s.name}: {s.state.label.lower()}" + (f", {vi_date(s.on)}" if s.on else "") for s in rows)


def _protected(file: Dossier, by: Actor, now: datetime) -> tuple[OwnPart, ...]:
    """That she asked and how it stands; never where she is, for a paper may be found. Nothing where she did not ask."""
    if file.is_limited:
        return ()
    found = open_protections(by, file.victim.id, now).protections
    lines = tuple(_protection(p) for p in found)
    return (OwnPart(_("Bạn được bảo vệ thế nào"), lines),) if lines else ()


def _protection(line: ProtectionLine) -> str:
    said = f"{vi_date(line.asked_on)}: {line.protected}, {line.status.label.lower()}"
    if line.status is ProtectionStatus.GRANTED and line.review_on:
        said += _(", xem lại ngày {day}").format(day=vi_date(line.review_on))
    return said


def _owed(file: Dossier) -> tuple[OwnPart, ...]:
    """What a judgment owes her, in plain words; of the case nothing is known here. Nothing where she may not ask it."""
    owed = owed_to(file)
    if owed is None:
        return ()
    lines = [_owed_line(x) for x in owed.lines]
    if owed.advised_on:
        lines.append(_("Bạn đã được tư vấn về bồi thường ngày {day}.").format(day=vi_date(owed.advised_on)))
    none = _("Chưa ghi khoản nào. Bạn có quyền yêu cầu bồi thường: hỏi cán bộ hoặc trợ giúp viên pháp lý, miễn phí.")
    return (OwnPart(_("Tiền bồi thường cho bạn"), tuple(lines), none),)


def _owed_line(line: OwedLine) -> str:
    day = vi_date(line.changed_on)
    if not line.owed:
        return _("Theo bản án mới, không còn khoản phải bồi thường (ghi ngày {day}).").format(day=day)
    said = _("Tòa án buộc trả cho bạn {owed}. Bạn đã nhận {paid}, còn lại {left}. Hiện nay: {state} (ghi ngày {day}).")
    return said.format(
        owed=money(line.owed), paid=money(line.paid), left=money(line.left), state=line.state.label.lower(), day=day
    )


def _openings(file: Dossier) -> tuple[str, ...]:
    names = agency_names(line.agency_id for line in file.openings)
    labels = {str(p): p.label for p in OpeningPurpose}
    return tuple(
        f"{vi_date(local_day(x.occurred_at))}: {names.get(x.agency_id, '')}, "
        + _("để: {purpose}").format(purpose=labels.get(str(x.facts.get("purpose", "")), "–").lower())
        for x in file.openings
    )


def _consents(lines: tuple[ConsentMatrixLine, ...]) -> tuple[OwnConsent, ...]:
    names = agency_names(x.referral.holder_id for x in lines)
    return tuple(
        OwnConsent(
            referral_id=x.referral.id,
            agency=names.get(x.referral.holder_id, ""),
            told=", ".join(sorted(g.label for g in x.groups)) or _("không còn mục nào"),
            stands=x.holds,
            seen=_seen(x),
        )
        for x in lines
    )


def _seen(line: ConsentMatrixLine) -> str:
    if not line.holds:
        return _("Sự đồng ý đã hết.")
    if not line.times_opened:
        return _("Cơ quan này chưa mở xem.")
    return _("Đã mở xem {n} lần.").format(n=line.times_opened)
