"""Reading compensation from either side of the wall: the case's, with the codes typed there; hers, with the sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import CHECKS
from lachan.base.clock import local_day
from lachan.base.listing import MoveButton
from lachan.cases.queries import Judged, judged
from lachan.journal.actions import action, permit
from lachan.journal.queries import TimelineLine, timeline
from lachan.linkage import access
from lachan.linkage.models import Award, AwardRow, PaymentRow
from lachan.linkage.rules import OWED, PROCEDURE, AwardStatus, PaymentState, PaymentWay, state_of
from lachan.linkage.sums import awards_of_case, payments_of
from lachan.vault.keys import data_key
from lachan.victims.dossier import Dossier
from lachan.victims.queries import codes_of, given_on

ADVICE = "compensation_advice"
BY_THE_LATER_JUDGMENT = ("award.change", "award.set_aside")


@dataclass(frozen=True)
class PaymentLine:
    id: UUID
    paid_on: date
    amount: int
    way: PaymentWay
    is_undone: bool


@dataclass(frozen=True)
class AwardLine:
    """One award as the case's side sees it: the code typed, the sums, the steps; nothing of the file."""

    id: UUID
    file_code: str
    status: AwardStatus
    state: PaymentState
    amount: int
    paid: int
    opened_on: date
    effective_on: date | None
    payments: tuple[PaymentLine, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]

    @property
    def left(self) -> int:
        return max(self.amount - self.paid, 0)

    @property
    def is_owed(self) -> bool:
        return self.status in OWED


@dataclass(frozen=True)
class AwardsPage:
    """``total``: what the newest judgment owes to all; ``shared``: what is written to somebody already."""

    case: Judged
    awards: tuple[AwardLine, ...]
    shared: int
    may_grant: bool
    may_open_words: bool

    @property
    def paid(self) -> int:
        return sum(a.paid for a in self.awards)


@dataclass(frozen=True)
class OwedLine:
    """All that her side is told of one award."""

    owed: int
    paid: int
    state: PaymentState
    changed_on: date

    @property
    def left(self) -> int:
        return max(self.owed - self.paid, 0)


@dataclass(frozen=True)
class Owed:
    """``advised_on``: the day she was last advised on compensation, none where nobody wrote that she was."""

    lines: tuple[OwedLine, ...]
    advised_on: date | None


def open_awards(actor: Actor, case_id: UUID) -> AwardsPage:
    case = judged(actor, case_id)
    rows = awards_of_case(case.id)
    codes = codes_of(a.victim_id for a in rows)
    return AwardsPage(
        case=case,
        awards=tuple(_line(a, codes.get(a.victim_id, ""), case, actor) for a in rows),
        shared=sum(a.amount for a in rows if a.status in OWED),
        may_grant=case.judged_on is not None and access.check_may_grant.allows(actor, case),
        may_open_words=access.check_may_open_words.allows(actor, case),
    )


def owed_to(file: Dossier) -> Owed | None:
    """From a file that the reader has open; none for the recipient of a referral who was not told of support."""
    if file.is_limited and not file.support:
        return None
    rows = list(Award.objects.filter(victim_id=file.victim.id).order_by("opened_on", "id"))
    told = [a for a in rows if a.status in (*OWED, AwardStatus.SET_ASIDE)]
    versions = AwardRow.objects.filter(award_id__in=[a.id for a in told]).order_by("entry_seq")
    written = {row.award_id: row.recorded_at for row in versions}
    return Owed(tuple(_owed(a, written[a.id]) for a in told), given_on(file.victim.id, ADVICE))


@action("award.open_words")
def open_words(case_id: UUID, *, purpose: str, by: Actor, now: datetime) -> dict[int, str]:
    """The notes beside the acts on a case's awards, by entry; the opening is an entry on the case."""
    case = judged(by, case_id)
    access.check_may_open_words(by, case)
    seen = permit("award.open_words", case, "case", by=by, now=now, purpose=purpose)
    key = data_key(case.id, seen.agency_id)
    lines = [line for award in awards_of_case(case.id) for line in timeline(award.id, key)]
    return {line.seq: line.words for line in lines if line.words}


def _owed(award: Award, changed: datetime) -> OwedLine:
    paid = sum(p.amount for p in payments_of(award.id))
    return OwedLine(award.amount, paid, state_of(award.status, award.amount, paid), local_day(changed))


def _line(award: Award, code: str, case: Judged, actor: Actor) -> AwardLine:
    rows = payments_of(award.id)
    paid = sum(p.amount for p in rows)
    return AwardLine(
        id=award.id,
        file_code=code,
        status=AwardStatus(award.status),
        state=state_of(award.status, award.amount, paid),
        amount=award.amount,
        paid=paid,
        opened_on=award.opened_on,
        effective_on=award.effective_on,
        payments=_payments(rows),
        timeline=tuple(timeline(award.id)),
        moves=_moves(award, case, actor, paid),
    )


def _payments(rows: list[PaymentRow]) -> tuple[PaymentLine, ...]:
    gone = {p.undoes for p in rows if p.undoes}
    kept = [p for p in rows if p.undoes is None]
    return tuple(PaymentLine(p.id, p.paid_on, p.amount, PaymentWay(p.way), p.id in gone) for p in kept)


def _moves(award: Award, case: Judged, actor: Actor, paid: int) -> tuple[MoveButton, ...]:
    """The steps of one award; a later judgment is written for the whole case at once. Paid in full, little is left."""
    barred = {*BY_THE_LATER_JUDGMENT, *(() if paid else ("award.undo_payment",))}
    if award.status in OWED and paid >= award.amount:
        barred |= {m.verb for m in PROCEDURE.moves} - {"award.undo_payment", "award.withdraw"}
    found = [m for m in PROCEDURE.from_status(award.status) if m.verb not in barred]
    return tuple(MoveButton(m.verb, m.label, may=True) for m in found if CHECKS[m.verb].allows(actor, case))
