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
    round_id = models.UUIDField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "assessed_on", "regime", "answer", "round_id")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "-entry_seq"], name="need_by_record"),
            models.Index(fields=["round_id"], condition=models.Q(round_id__isnull=False), name="need_by_round"),
        ]


class SupportRow(Version):
    """One regime given at first, decided, or provided; ``is_in_time``: within the limit that ran for it.

    ``need``: how the need stood then. ``school_year``: the year it begins in.
    """

    supported_on = models.DateField()
    regime = models.CharField(max_length=40)
    stage = models.CharField(max_length=10, choices=SupportStage.choices())
    provider_id = models.UUIDField(null=True)
    cost = models.BigIntegerField(null=True)
    is_in_time = models.BooleanField()
    need = models.CharField(max_length=10, blank=True, default="")
    item = models.CharField(max_length=40, blank=True, default="")
    quantity = models.IntegerField(null=True)
    until_on = models.DateField(null=True)
    school_year = models.SmallIntegerField(null=True)
    facility_id = models.UUIDField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "supported_on", "regime", "stage", "provider_id", "cost",
            "is_in_time", "need", "item", "quantity", "until_on", "school_year", "facility_id",
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
