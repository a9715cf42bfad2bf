"""Every field of every table is sorted by how much it says about a person, and what says much is sealed."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from lachan.vault.fields import SealedField

SORTS = ("PUBLIC", "INTERNAL", "PERSONAL", "SECRET")
CLOSED = ("PERSONAL", "SECRET")
# A keyed digest or a hash cannot be opened again, so it need not be sealed; the model names it here.
EXCEPT = "DIGESTS"


def tables() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("lachan.") and not m._meta.proxy]


def columns(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]}


def faults(fields: dict[str, Any], sorting: type | None) -> list[str]:
    """What is wrong with one table's sorting; empty when nothing is."""
    if sorting is None:
        return ["no class Sensitivity"]
    sorted_as = {sort: tuple(getattr(sorting, sort, ())) for sort in SORTS}
    digests = tuple(getattr(sorting, EXCEPT, ()))
    names = [name for row in sorted_as.values() for name in row]
    unknown = {*vars(sorting)} - {*SORTS, EXCEPT}
    return [
        *(f"{name}: not sorted" for name in fields if name not in names),
        *(f"{name}: sorted twice" for name in sorted({n for n in names if names.count(n) > 1})),
        *(f"{name}: no such field" for name in [*names, *digests] if name not in fields),
        *(f"{name}: no such sort" for name in sorted(unknown) if name.isupper()),
        *(
            f"{name}: {sort} but not sealed"
            for sort in CLOSED
            for name in sorted_as[sort]
            if name in fields and not getattr(fields[name], "sealed", False) and name not in digests
        ),
        *(f"{name}: sealed but sorted as {sort}" for sort in SORTS if sort not in CLOSED for name in sorted_as[sort]
          if getattr(fields.get(name), "sealed", False)),
    ]  # fmt: skip


@pytest.mark.parametrize("model", tables(), ids=lambda m: m._meta.label)
def test_every_field_is_sorted_once_and_what_is_personal_is_sealed(model: type[models.Model]) -> None:
    assert faults(columns(model), getattr(model, "Sensitivity", None)) == []


NAME = {"name": SealedField()}
PLAIN = {"name": models.CharField(max_length=10)}


def sorting(**rows: tuple[str, ...]) -> type:
    return type("Sensitivity", (), rows)


@pytest.mark.parametrize(
    ("fields", "sorts", "says"),
    [
        (NAME, None, "no class Sensitivity"),
        (NAME, sorting(PUBLIC=()), "name: not sorted"),
        (NAME, sorting(PERSONAL=("name",), SECRET=("name",)), "name: sorted twice"),
        (NAME, sorting(PERSONAL=("name", "age")), "age: no such field"),
        (NAME, sorting(PERSONAL=("name",), PRIVATE=()), "PRIVATE: no such sort"),
        (PLAIN, sorting(PERSONAL=("name",)), "name: PERSONAL but not sealed"),
        (PLAIN, sorting(SECRET=("name",)), "name: SECRET but not sealed"),
        (NAME, sorting(INTERNAL=("name",)), "name: sealed but sorted as INTERNAL"),
    ],
)
def test_the_guard_sees(fields: dict[str, Any], sorts: type | None, says: str) -> None:
    assert says in faults(fields, sorts)


def test_the_guard_lets_a_sealed_field_and_a_named_digest_pass() -> None:
    assert faults(NAME, sorting(PERSONAL=("name",))) == []
    assert faults(PLAIN, sorting(SECRET=("name",), DIGESTS=("name",))) == []
