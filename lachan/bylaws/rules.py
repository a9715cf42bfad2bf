"""What a province may set over the shipped law, kind by kind, and what a row needs before it counts as confirmed."""

from __future__ import annotations

from uuid import UUID, uuid5

from lachan.base.errors import Refused
from lachan.law.rows import AmountRow, Confidence, Row

# The values a province may replace; every kind also takes the words below. A penalty of the Penal Code is not among
# them: a province may say that it read the text, not change it.
VALUES: dict[str, tuple[str, ...]] = {
    "deadlines": ("length", "unit", "roll"),
    "amounts": ("value", "unit"),
    "calendar": ("day_kind",),
    "forms": ("number", "fields_known"),
    "reporting": ("starts", "ends", "due", "receiver"),
    "targets": ("comparator", "value", "unit"),
}
WORDS = ("name", "source", "confidence", "in_force_from", "in_force_until", "note")
_NAMESPACE = UUID("6d0c7a1e-5b0f-5f0e-9a53-2d6b1f7f5a10")


def settable(kind: str) -> tuple[str, ...]:
    return (*VALUES.get(kind, ()), *WORDS)


def subject_id(kind: str, row_id: str) -> UUID:
    """The id under which the journal keeps everything done to one row of law."""
    return uuid5(_NAMESPACE, f"{kind}/{row_id}")


def check_row(row: Row) -> None:
    """A confirmed amount has a value; a local row says something the shipped one can be compared with."""
    if isinstance(row, AmountRow) and row.value is None and row.confidence is Confidence.CONFIRMED:
        raise Refused(
            f"Chưa nhập mức cho «{row.name}» nên chưa thể ghi là đã đối chiếu. Hãy nhập số theo văn bản.",
            field="value",
        )
    if isinstance(row, AmountRow) and row.value is not None and row.value < 0:
        raise Refused("Mức tiền không thể âm. Hãy nhập lại số theo văn bản.", field="value")
