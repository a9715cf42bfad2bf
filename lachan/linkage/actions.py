"""What is done with compensation, one function a verb: by the side of the case, which types the code of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.cases import actions as cases
from lachan.cases.queries import Judged, judged
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out, name_verbs, register
from lachan.journal.shares import key_of
from lachan.linkage import access
from lachan.linkage.models import Award, AwardRow, PaymentRow
from lachan.linkage.rules import (
    OWED,
    PROCEDURE,
    EndedFor,
    PaymentWay,
    check_amount,
    check_effective,
    check_new_amount,
    check_payment,
    check_within,
    check_words,
    file_code,
    money,
)
from lachan.linkage.sums import awards_of_case, is_paid_back, paid_of, payments_of
from lachan.notices import actions as notices
from lachan.victims.queries import FileHandle, file_with_code, file_with_id

register(PROCEDURE)
name_verbs({"award.open_words": "Mở ghi chú về bồi thường"})


@dataclass(frozen=True)
class NameFile:
    """``file_code``: the code of the file of whoever is owed, as the officer was told it."""

    case_id: UUID
    occurred_at: datetime
    file_code: str
    note: str = ""


@dataclass(frozen=True)
class GrantAward(NameFile):
    amount: int = 0
    effective_on: date | None = None


@dataclass(frozen=True)
class AwardStep:
    """``effective_on``: the day the judgment takes effect, where it has become known."""

    award_id: UUID
    occurred_at: datetime
    note: str = ""
    effective_on: date | None = None


@dataclass(frozen=True)
class PayAward(AwardStep):
    amount: int = 0
    way: PaymentWay = PaymentWay.UNKNOWN


@dataclass(frozen=True)
class EndAward(AwardStep):
    reason: EndedFor = EndedFor.OTHER


@dataclass(frozen=True)
class Revise:
    """A later judgment (appeal, cassation): the new sum for all, and what each is owed from now on."""

    case_id: UUID
    occurred_at: datetime
    decision_no: str
    total: int
    amounts: tuple[tuple[UUID, int], ...]
    note: str = ""


@action("award.grant")
def grant(command: GrantAward, *, by: Actor, now: datetime) -> UUID:
    """From here the person's own side is told of the sum, and of nothing else."""
    case, judged_on = _judged(command.case_id, by)
    access.check_may_grant(by, case)
    check_amount(command.amount)
    check_effective(command.effective_on, judged_on)
    others = [a.amount for a in awards_of_case(case.id) if a.status in OWED]
    check_within(case.total, sum(others) + command.amount)
    file = _file(command, case)
    award = _new(file, case, judged_on, command, by, command.amount, command.effective_on)
    _carry("award.grant", award, command, by, now, facts={"compensation": command.amount})
    notices.post("award.grant", file, to=file.holder_id, by=by, now=now, kind="victim")
    return award.id


@action("award.deny")
def deny(command: NameFile, *, by: Actor, now: datetime) -> UUID:
    """Kept on the case's side alone: a judgment that owes her nothing is told to her by the court, not by a file."""
    case, judged_on = _judged(command.case_id, by)
    access.check_may_deny(by, case)
    award = _new(_file(command, case), case, judged_on, command, by, 0, None)
    _carry("award.deny", award, command, by, now)
    return award.id


@action("award.pay")
def pay(command: PayAward, *, by: Actor, now: datetime) -> None:
    award, case = _fetch(command, by)
    access.check_may_pay(by, case)
    check_payment(command.amount, award.amount, paid_of(award.id))
    entry = _carry("award.pay", award, command, by, now, facts={"compensation": command.amount})
    _pay(award, entry, entry.occurred_on, command.amount, command.way)
    _tell("award.pay", award, by, now)


@action("award.undo_payment")
def undo_payment(command: AwardStep, *, payment_id: UUID, by: Actor, now: datetime) -> None:
    """The payment was never made: a row of the same day takes it back, figures of earlier days keep it."""
    award, case = _fetch(command, by)
    access.check_may_undo_payment(by, case)
    check_words(command.note, "lý do rút lần trả")
    wrong = next((p for p in payments_of(award.id) if p.id == payment_id and p.undoes is None), None)
    if wrong is None or is_paid_back(wrong):
        raise Refused(
            "Lần trả này không có, hoặc đã rút rồi. Hãy chọn một lần trả trong danh sách.", field="payment_id"
        )
    entry = _carry("award.undo_payment", award, command, by, now, facts={"compensation": wrong.amount})
    _pay(award, entry, wrong.paid_on, -wrong.amount, PaymentWay(wrong.way), wrong.id)
    _tell("award.undo_payment", award, by, now)


@action("award.note_unpaid")
def note_unpaid(command: AwardStep, *, by: Actor, now: datetime) -> None:
    award, case = _fetch(command, by)
    access.check_may_note_unpaid(by, case)
    _carry("award.note_unpaid", award, command, by, now)
    _tell("award.note_unpaid", award, by, now)


@action("award.note_unable")
def note_unable(command: AwardStep, *, by: Actor, now: datetime) -> None:
    """The office of enforcement decided that there is nothing to take now; the debt stays."""
    award, case = _fetch(command, by)
    access.check_may_note_unable(by, case)
    check_words(command.note, "số, ngày quyết định về việc chưa có điều kiện thi hành án")
    _carry("award.note_unable", award, command, by, now)
    _tell("award.note_unable", award, by, now)


@action("award.end")
def end(command: EndAward, *, by: Actor, now: datetime) -> None:
    award, case = _fetch(command, by)
    access.check_may_end(by, case)
    if command.reason is EndedFor.OTHER:
        check_words(command.note, "căn cứ đình chỉ thi hành")
    _carry("award.end", award, command, by, now, facts={"reason": str(command.reason)})
    _tell("award.end", award, by, now)


@action("award.change")
def change(command: AwardStep, *, amount: int, by: Actor, now: datetime) -> None:
    """Called with the later judgment (``revise``), which says the sum for all first."""
    award, case = _fetch(command, by)
    access.check_may_change(by, case)
    check_new_amount(amount, paid_of(award.id))
    award.amount = amount
    _carry("award.change", award, command, by, now, change=("amount",), facts={"compensation": amount})
    _tell("award.change", award, by, now)


@action("award.set_aside")
def set_aside(command: AwardStep, *, by: Actor, now: datetime) -> None:
    """Called with the later judgment that owes her nothing any more."""
    award, case = _fetch(command, by)
    access.check_may_set_aside(by, case)
    check_new_amount(0, paid_of(award.id))
    award.amount = 0
    _carry("award.set_aside", award, command, by, now, change=("amount",), facts={"compensation": 0})
    _tell("award.set_aside", award, by, now)


@action("award.withdraw")
def withdraw(command: AwardStep, *, by: Actor, now: datetime) -> None:
    """Written for the wrong person: her side is told that it no longer stands."""
    award, case = _fetch(command, by)
    access.check_may_withdraw(by, case)
    check_words(command.note, "lý do rút")
    if paid := paid_of(award.id):
        raise Refused(f"Khoản này đã ghi trả {money(paid)}. Hãy rút các lần trả ghi nhầm trước, rồi rút khoản này.")
    was_told = award.status in OWED
    _carry("award.withdraw", award, command, by, now)
    if was_told:
        _tell("award.withdraw", award, by, now)


def revise(command: Revise, *, by: Actor, now: datetime) -> None:
    """The later judgment in one transaction: the case's sum, then every award that it changes."""
    standing = {a.id: a for a in awards_of_case(command.case_id) if a.status in OWED}
    wanted = {i: amount for i, amount in command.amounts if i in standing}
    check_within(command.total, sum(wanted.get(i, a.amount) for i, a in standing.items()), "total")
    with transaction.atomic():
        step = cases.Step(command.case_id, command.occurred_at, command.decision_no, command.note)
        cases.change_compensation(step, compensation=command.total, by=by, now=now)
        for award_id, amount in wanted.items():
            one = AwardStep(award_id, command.occurred_at)
            if amount == standing[award_id].amount:
                continue
            if amount:
                change(one, amount=amount, by=by, now=now)
            else:
                set_aside(one, by=by, now=now)


def _judged(case_id: UUID, by: Actor) -> tuple[Judged, date]:
    """The case and the day it was judged; before that day nothing crosses to anybody's file."""
    case = judged(by, case_id)
    if case.judged_on is None:
        raise Refused("Vụ án chưa có bản án nên chưa ghi bồi thường. Hãy ghi «Bản án sơ thẩm» trước.")
    return case, case.judged_on


def _file(command: NameFile, case: Judged) -> FileHandle:
    """One sentence for every code that leads nowhere: the side of the case is not told what there is."""
    found = file_with_code(file_code(command.file_code))
    if found is None:
        raise Refused(
            "Không gắn được mã này. Hãy hỏi lại mã hồ sơ ở cơ quan đang hỗ trợ người đó, rồi nhập lại.",
            field="file_code",
        )
    if any(a.victim_id == found.id and a.status in OWED for a in awards_of_case(case.id)):
        raise Refused(
            "Mã này đã có khoản bồi thường trong vụ án. Hãy ghi tiếp ở khoản đó; ghi nhầm thì rút khoản đó trước.",
            field="file_code",
        )
    return found


def _new(
    file: FileHandle, case: Judged, judged_on: date, command: NameFile, by: Actor, amount: int,
    effective_on: date | None,
) -> Award:  # fmt: skip
    on = local_day(command.occurred_at)
    if on < judged_on:
        raise Refused(f"Ngày này trước ngày tuyên án ({judged_on:%d/%m/%Y}). Hãy kiểm tra lại.", field="occurred_at")
    return Award(
        status="", holder_id=case.holder_id, origin_id=by.agency_id, province_code=file.province_code,
        area_code=file.area_code, case_id=case.id, victim_id=file.id, opened_on=on, amount=amount,
        effective_on=effective_on,
    )  # fmt: skip


def _fetch(step: AwardStep, by: Actor) -> tuple[Award, Judged]:
    """By way of the case: who may not see the case is not told of the award."""
    award = desk.fetch(access.visible_to(by), step.award_id)
    case, _ = _judged(award.case_id, by)
    return award, case


def _carry(
    verb: str, award: Award, step: NameFile | AwardStep, by: Actor, now: datetime, *, change: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    """The move, its version row, its note under the case's key. Neither case nor file is named in the entry."""
    if isinstance(step, AwardStep):
        if local_day(step.occurred_at) < award.opened_on:
            raise Refused(
                f"Ngày này trước ngày của bản án ({award.opened_on:%d/%m/%Y}). Hãy kiểm tra lại; tiền đã nộp trước khi"
                " xét xử thì ghi ngày của bản án.",
                field="occurred_at",
            )
        if step.effective_on:
            check_effective(step.effective_on, award.opened_on)
            award.effective_on, change = step.effective_on, (*change, "effective_on")
    entry = carry_out(
        PROCEDURE, verb, award, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=facts
    )  # fmt: skip
    if step.note:
        add_note(entry, tidy(step.note), key_of(award.case_id, by.agency_id))
    desk.add(
        AwardRow(
            record_id=award.victim_id, entry_seq=entry.seq, recorded_at=entry.recorded_at, award_id=award.id,
            amount=award.amount, status=award.status,
        )
    )  # fmt: skip
    return entry


def _pay(award: Award, entry: Entry, paid_on: date, amount: int, way: PaymentWay, undoes: UUID | None = None) -> None:
    desk.add(
        PaymentRow(
            record_id=award.victim_id, entry_seq=entry.seq, recorded_at=entry.recorded_at, award_id=award.id,
            paid_on=paid_on, amount=amount, way=str(way), undoes=undoes,
        )
    )  # fmt: skip


def _tell(verb: str, award: Award, by: Actor, now: datetime) -> None:
    """The agency that holds her file now; the notice names the file."""
    file = file_with_id(award.victim_id)
    notices.post(verb, file, to=file.holder_id, by=by, now=now, kind="victim")
