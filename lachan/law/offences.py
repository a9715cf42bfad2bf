"""Clauses of the Penal Code: their class, the limits that follow from it, and which of several is the gravest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.law.book import LawBook, current
from lachan.law.rows import CodeRow, OffenceClass, OffenceRow

_RANK = {offence_class: rank for rank, offence_class in enumerate(OffenceClass)}
# Penal Code Article 9: the highest penalty in years that still belongs to the class.
_LIMITS = ((3, OffenceClass.LESS_SERIOUS), (7, OffenceClass.SERIOUS), (15, OffenceClass.VERY_SERIOUS))


class UnknownOffence(Refused):
    """No such clause, or a clause that has no class of its own."""


def offence(code: str, on: date | None = None, book: LawBook | None = None) -> OffenceRow:
    """The clause «150.2» as in force on a day; its newest version when no day is given."""
    book = book or current()
    history = book.history(OffenceRow, code)
    row = book.find(OffenceRow, code, on) if on else next(iter(history), None)
    if row is None:
        raise UnknownOffence(
            f"Không có điều khoản «{code}» trong danh mục tội danh. Ghi theo dạng 150.2 (Điều 150 khoản 2)."
        )
    return row


def classify_offence(code: str, on: date | None = None, book: LawBook | None = None) -> OffenceClass:
    """The class of a clause (Penal Code Article 9). Raises ``UnknownOffence`` for a clause without its own penalty."""
    row = offence(code, on, book)
    if row.offence_class is None:
        raise UnknownOffence(
            f"«{row.name}» ({code}) không có khung hình phạt chính trong danh mục, nên không phân loại được."
            " Chọn khoản có hình phạt chính, hoặc bổ sung ở trang Pháp luật."
        )
    return row.offence_class


def class_of_penalty(max_years: int, *, life: bool = False) -> OffenceClass:
    """The class that a highest penalty gives."""
    return next((c for years, c in _LIMITS if not life and max_years <= years), OffenceClass.EXTREMELY_SERIOUS)


def rule_for(step: str, code: str, on: date | None = None, book: LawBook | None = None) -> str:
    """The rule id of a step for a clause: ``rule_for("case.investigate", "150.1")``."""
    return f"{step}.{classify_offence(code, on, book).value}"


def gravest(codes: Iterable[str], on: date | None = None, book: LawBook | None = None) -> OffenceRow:
    """The gravest clause as the statistics count it: by class and penalty; on a tie the lowest article number."""
    rows = [offence(code, on, book) for code in codes]
    if not rows:
        raise UnknownOffence("Chưa có điều khoản nào. Chọn ít nhất một điều khoản trước khi xét tội nặng nhất.")
    return max(rows, key=lambda r: (_rank(r), r.life, r.max_years, -r.article, r.clause))


def _rank(row: OffenceRow) -> int:
    return -1 if row.offence_class is None else _RANK[row.offence_class]


def trafficking_offences(on: date, book: LawBook | None = None) -> list[OffenceRow]:
    """The clauses of Articles 150 and 151 that carry a main penalty."""
    return [r for r in (book or current()).in_force(OffenceRow, on) if r.is_trafficking]


def circumstances_of(code: str, on: date, book: LawBook | None = None) -> list[CodeRow]:
    """The aggravating circumstances that stand in one clause."""
    rows = (book or current()).codes("circumstances", on)
    return [r for r in rows if any(point.startswith(f"{code}.") for point in r.points)]
