"""The sealed column: bytes in the database, ●●● to everyone who prints it."""

from __future__ import annotations

from typing import Any

from django.db import models

DOTS = "●●●"


class Sealed:
    """A closed value. It has no open form of its own: only the vault opens it, with a permit."""

    __slots__ = ("blob",)

    def __init__(self, blob: bytes) -> None:
        self.blob = blob

    def __str__(self) -> str:
        return DOTS

    __repr__ = __str__

    def __bool__(self) -> bool:
        return bool(self.blob)


class SealedField(models.BinaryField):
    """Stores only what the vault has sealed; a plain string is refused before it reaches the database."""

    sealed = True

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return value.blob if value else None
        raise TypeError(f"{self.name}: a sealed column takes only what the vault has sealed")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        raw = value if prepared else self.get_prep_value(value)
        return super().get_db_prep_value(raw, connection, True)
