"""Codes that carry the words people read: one enum member, one exact Vietnamese label."""

from __future__ import annotations

from enum import Enum


class Labelled(str, Enum):
    """``ACCEPTED = "accepted", "Đã tiếp nhận"``: the value is stored, the label is read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(str(m.value), m.label) for m in cls]

    @classmethod
    def label_of(cls, value: str | None) -> str:
        """The label of a stored value; the value itself when it is of an older vocabulary."""
        return next((m.label for m in cls if m.value == value), value or "")
