"""A loan to a person or her family: asked, decided, paid, followed; lender and programme from the law's lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.care_rules import LOAN, LoanPurpose, LoanRefusal, check_amount
from lachan.victims.models import Loan, LoanUse, Victim
from lachan.victims.rules import CARED
from lachan.victims.steps import Step, check_code, fetch
from lachan.victims.support_rules import Answer


@dataclass(frozen=True)
class AskLoan(Step):
    """``lender`` and ``programme``: ids of the lists; ``amount`` in đồng."""

    lender: str = ""
    programme: str = ""
    purpose: LoanPurpose = LoanPurpose.OTHER
    amount: int | None = None


@dataclass(frozen=True)
class LoanStep:
    loan_id: UUID
    occurred_at: datetime
    note: str = ""


@dataclass(frozen=True)
class GrantLoan(LoanStep):
    amount: int | None = None


@dataclass(frozen=True)
class RefuseLoan(LoanStep):
    refusal: LoanRefusal = LoanRefusal.OTHER


@dataclass(frozen=True)
class FollowLoan(LoanStep):
    as_meant: Answer = Answer.UNKNOWN


@action("loan.ask")
def ask_loan(command: AskLoan, *, by: Actor, now: datetime) -> UUID:
    victim = fetch(command.victim_id, by)
    access.check_may_ask_loan(by, victim)
    if victim.status not in {str(s) for s in CARED}:
        raise Refused("Hồ sơ đã kết thúc nên không ghi đề nghị vay mới. Hãy mở lại hồ sơ trước.")
    on = local_day(command.occurred_at)
    asked = check_amount(command.amount, "amount")
    if not command.lender:
        raise Refused("Chưa chọn nơi cho vay. Hãy chọn trong danh mục.", field="lender")
    check_code("lenders", command.lender, on, "lender")
    if command.programme:
        check_code("loan_programmes", command.programme, on, "programme")
    loan = Loan(
        code=new_handle("VV", victim.province_code, on.year), status="", holder_id=by.agency_id, origin_id=by.agency_id,
        province_code=victim.province_code, area_code=victim.area_code, victim_id=victim.id, opened_on=on,
        lender=command.lender, programme=command.programme, purpose=str(command.purpose), asked_on=on,
        asked=asked,
    )  # fmt: skip
    facts = {"victim": str(victim.id), "cost": command.amount, "lender": command.lender}
    entry = carry_out(LOAN, "loan.ask", loan, by=by, occurred_at=command.occurred_at, now=now, facts=facts)
    _note(entry, command.note, victim, by)
    return loan.id


@action("loan.grant")
def grant_loan(command: GrantLoan, *, by: Actor, now: datetime) -> None:
    victim, loan = _fetch(command, by)
    access.check_may_grant_loan(by, victim)
    granted = check_amount(command.amount, "amount")
    if granted > loan.asked:
        raise Refused("Số tiền duyệt nhiều hơn số tiền đề nghị. Hãy kiểm tra lại.", field="amount")
    loan.decided_on, loan.granted = local_day(command.occurred_at), granted
    _carry("loan.grant", loan, victim, command, by, now, ("decided_on", "granted"), {"cost": command.amount})


@action("loan.refuse")
def refuse_loan(command: RefuseLoan, *, by: Actor, now: datetime) -> None:
    victim, loan = _fetch(command, by)
    access.check_may_refuse_loan(by, victim)
    if command.refusal is LoanRefusal.OTHER and not command.note:
        raise Refused("Lý do khác thì phải ghi rõ ở ô «Căn cứ, ghi chú».", field="note")
    loan.decided_on, loan.refusal = local_day(command.occurred_at), str(command.refusal)
    _carry("loan.refuse", loan, victim, command, by, now, ("decided_on", "refusal"), {"reason": str(command.refusal)})


@action("loan.pay")
def pay_loan(step: LoanStep, *, by: Actor, now: datetime) -> None:
    victim, loan = _fetch(step, by)
    access.check_may_pay_loan(by, victim)
    if loan.decided_on and local_day(step.occurred_at) < loan.decided_on:
        raise Refused("Ngày giải ngân trước ngày duyệt. Hãy kiểm tra lại.", field="occurred_at")
    loan.paid_on = local_day(step.occurred_at)
    _carry("loan.pay", loan, victim, step, by, now, ("paid_on",), {"cost": loan.granted})
    notices.post("loan.pay", victim, to=victim.holder_id, by=by, now=now, kind="victim")


@action("loan.follow")
def follow_loan(command: FollowLoan, *, by: Actor, now: datetime) -> None:
    """At a visit: is the money used as it was meant; unknown is an answer."""
    victim, loan = _fetch(command, by)
    access.check_may_follow_loan(by, victim)
    if command.as_meant is Answer.NO and not command.note:
        raise Refused("Dùng không đúng mục đích thì ghi rõ đã thấy gì ở ô «Căn cứ, ghi chú».", field="note")
    entry = _carry("loan.follow", loan, victim, command, by, now, (), {"as_meant": str(command.as_meant)})
    desk.add(
        LoanUse(
            record_id=loan.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            seen_on=entry.occurred_on,
            as_meant=str(command.as_meant),
        )  # fmt: skip
    )


@action("loan.repay")
def repay_loan(step: LoanStep, *, by: Actor, now: datetime) -> None:
    victim, loan = _fetch(step, by)
    access.check_may_repay_loan(by, victim)
    _carry("loan.repay", loan, victim, step, by, now, (), {})


def _fetch(step: LoanStep, by: Actor) -> tuple[Victim, Loan]:
    """The loan by way of the file: who may not see the file is not told of the loan."""
    loan = desk.fetch(Loan.objects.all(), step.loan_id)
    return fetch(loan.victim_id, by), loan


def _carry(
    verb: str, loan: Loan, victim: Victim, step: LoanStep, by: Actor, now: datetime, change: tuple[str, ...],
    facts: dict[str, Any],
) -> Entry:  # fmt: skip
    if local_day(step.occurred_at) < loan.asked_on:
        raise Refused("Bước này không thể xảy ra trước khi đề nghị vay. Hãy kiểm tra lại ngày.", field="occurred_at")
    said = {"victim": str(victim.id), **facts}
    entry = carry_out(LOAN, verb, loan, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=said)
    _note(entry, step.note, victim, by)
    return entry


def _note(entry: Entry, words: str, victim: Victim, by: Actor) -> None:
    if words:
        add_note(entry, tidy(words), key_of(victim.id, by.agency_id))
