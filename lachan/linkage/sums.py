"""Awards and payments as both sides read them, within a batch too: the rows of one case, what reached a person."""

from __future__ import annotations

from uuid import UUID

from lachan.journal import desk
from lachan.linkage.models import Award, PaymentRow


def awards_of_case(case_id: UUID) -> list[Award]:
    """All of them, the oldest first."""
    if desk.batch() is not None:
        return [a for a in desk.mine(Award) if a.case_id == case_id]
    return list(Award.objects.filter(case_id=case_id).order_by("opened_on", "id"))


def payments_of(award_id: UUID) -> list[PaymentRow]:
    if desk.batch() is not None:
        return [p for p in desk.mine(PaymentRow) if p.award_id == award_id]
    return list(PaymentRow.objects.filter(award_id=award_id).order_by("entry_seq"))


def paid_of(award_id: UUID) -> int:
    return sum(p.amount for p in payments_of(award_id))


def is_paid_back(payment: PaymentRow) -> bool:
    return any(p.undoes == payment.id for p in payments_of(payment.award_id))
