"""What a person needs and what she was given, row by row, never changed."""

from __future__ import annotations

from django.db import models

from lachan.victims.models.file import Version
from lachan.victims.support_rules import Answer, SupportStage


class NeedRow(Version):
    """One answer to «does this person need this regime», as assessed on a day."""

    assessed_on = models.DateField()
    regime = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=Answer.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "assessed_on", "regime", "answer")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="need_by_record")]


class SupportRow(Version):
    """One regime given at first, decided, or provided; ``is_in_time``: within the limit that ran for it."""

    supported_on = models.DateField()
    regime = models.CharField(max_length=40)
    stage = models.CharField(max_length=10, choices=SupportStage.choices())
    provider_id = models.UUIDField(null=True)
    cost = models.BigIntegerField(null=True)
    is_in_time = models.BooleanField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "supported_on", "regime", "stage", "provider_id", "cost",
            "is_in_time",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="support_by_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cost=None) | models.Q(cost__gte=0), name="support_cost_not_negative"
            )
        ]
