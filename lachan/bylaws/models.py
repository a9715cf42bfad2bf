"""The province's rows of law, one version a change: the newest version of a row and its first day holds."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.law.rows import Confidence


class LocalRow(models.Model):
    """One version of a local row. ``values`` is the whole row, so that a later release of the program keeps it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=32)
    row_id = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=16, choices=Confidence.choices())
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField()
    entry_seq = models.BigIntegerField(unique=True)

    class Sensitivity:
        PUBLIC = (
            "id", "kind", "row_id", "values", "source", "confidence", "in_force_from", "in_force_until", "is_withdrawn",
        )  # fmt: skip
        INTERNAL = ("set_at", "set_by_id", "entry_seq")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["kind", "row_id", "entry_seq"], name="localrow_of_row")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_force_until=None) | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="localrow_dates",
            ),
        ]
