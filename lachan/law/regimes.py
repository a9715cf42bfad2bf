"""Which of the two counter-trafficking laws a person falls under, and which support regimes that gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.law.book import LawBook, current
from lachan.law.rows import Confidence, EligibilityRow, RegimeRow


class NoRegime(Refused):
    """No law, or no line of the law, covers this person on that day."""


@dataclass(frozen=True)
class Eligibility:
    """One regime a person has. ``as_appropriate``: the law leaves it to the deciding body."""

    regime: str
    letter: str
    name: str
    law: str
    as_appropriate: bool
    condition: str
    source: str
    confidence: Confidence


def regime_for(identified_on: date | None, book: LawBook | None = None) -> str:
    """``L2011`` or ``L2024``, by the day of identification; not yet identified is the newest law (inferred)."""
    book = book or current()
    if identified_on is None:
        return max(book.codes("laws", date.max), key=lambda r: r.in_force_from).id
    laws = book.codes("laws", identified_on)
    if not laws:
        raise NoRegime(
            f"Ngày xác định {identified_on:%d/%m/%Y} sớm hơn Luật 66/2011 (01/01/2012), phần mềm không có chế độ"
            " cho ngày đó. Kiểm tra lại ngày xác định nạn nhân."
        )
    return laws[0].id


def eligible_regimes(
    person_kind: str, identified_on: date | None = None, *, on: date | None = None, book: LawBook | None = None
) -> tuple[Eligibility, ...]:
    """The regimes of a person: by the day of identification, or ``on`` that day for one not yet identified.

    ``person_kind`` is a code of the list ``person_kinds``. Raises ``NoRegime``.
    """
    book = book or current()
    day = identified_on or on or date.max
    law = regime_for(identified_on or on, book)
    row = book.find(EligibilityRow, f"{law.removeprefix('L')}.{person_kind}", day)
    if row is None:
        raise NoRegime(
            f"Không có chế độ hỗ trợ cho đối tượng «{person_kind}» theo {law}. Kiểm tra đối tượng và ngày xác định."
        )
    return tuple(_eligibility(row, regime, day, book) for regime in (*row.regimes, *row.as_appropriate))


def _eligibility(row: EligibilityRow, regime_id: str, day: date, book: LawBook) -> Eligibility:
    regime = book.find(RegimeRow, regime_id, day)
    if regime is None:
        raise NoRegime(f"Chế độ «{regime_id}» không có quy định nào có hiệu lực. Bổ sung ở trang Pháp luật.")
    return Eligibility(
        regime=regime.id,
        letter=regime.letter,
        name=regime.name,
        law=row.law,
        as_appropriate=regime_id in row.as_appropriate,
        condition=dict(row.conditions).get(regime_id, ""),
        source=row.source,
        confidence=row.confidence,
    )


class Right(Labelled):
    """One cell of the matrix: what a kind of person has of a regime."""

    YES = "yes", "Có"
    AS_APPROPRIATE = "as_appropriate", "Tùy trường hợp"
    CONDITION = "condition", "Có điều kiện"
    UNCONFIRMED = "unconfirmed", "Chưa xác nhận"
    NO = "no", "Không"


@dataclass(frozen=True)
class MatrixRow:
    person_kind: str
    name: str
    cells: tuple[Right, ...]
    note: str
    confidence: Confidence


@dataclass(frozen=True)
class Matrix:
    """Regimes across, kinds of person down, under the law of one day."""

    law: str
    regimes: tuple[RegimeRow, ...]
    rows: tuple[MatrixRow, ...]


def matrix(on: date, book: LawBook | None = None) -> Matrix:
    """Who has what under the law in force on that day (Luật 53/2024 Điều 37; 66/2011 Điều 32)."""
    book = book or current()
    law = regime_for(on, book)
    regimes = tuple(r for r in book.in_force(RegimeRow, on) if r.law == law)
    rows = (r for r in book.in_force(EligibilityRow, on) if r.law == law)
    return Matrix(law, regimes, tuple(_matrix_row(row, regimes) for row in rows))


def _matrix_row(row: EligibilityRow, regimes: tuple[RegimeRow, ...]) -> MatrixRow:
    cells = tuple(_right(row, regime.id) for regime in regimes)
    return MatrixRow(row.person_kind, row.name, cells, row.note, row.confidence)


def _right(row: EligibilityRow, regime: str) -> Right:
    if regime in row.regimes:
        return Right.CONDITION if regime in dict(row.conditions) else Right.YES
    if regime in row.as_appropriate:
        return Right.AS_APPROPRIATE
    return Right.UNCONFIRMED if regime in row.unconfirmed else Right.NO
