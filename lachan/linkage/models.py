"""What a judgment owes to one person: which case and which file stand here alone, and on no page beside each other."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.linkage.rules import STANDING, AwardStatus, PaymentWay


class Award(models.Model):
    """``amount``: owed by the newest judgment, in đồng. Province and area are those of the file, for its figures.

    Not sealed: figures add it up, and what the row says without the two rooms beside it is a sum.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(max_length=12, choices=AwardStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    case_id = models.UUIDField()
    victim_id = models.UUIDField()
    opened_on = models.DateField()
    amount = models.BigIntegerField()
    effective_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "status", "holder_id", "origin_id", "province_code", "area_code", "case_id", "victim_id",
            "opened_on", "amount", "effective_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["case_id"], name="award_by_case"),
            models.Index(fields=["victim_id"], name="award_by_victim"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in AwardStatus]), name="award_status_known"
            ),
            models.UniqueConstraint(
                fields=["case_id", "victim_id"],
                condition=models.Q(status__in=[s.value for s in STANDING]),
                name="award_once_in_a_case",
            ),
        ]


class AwardRow(models.Model):
    """One version of an award; the newest known on a day is the one that day's figures use. The record is the file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    award_id = models.UUIDField()
    amount = models.BigIntegerField()
    status = models.CharField(max_length=12)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "award_id", "amount", "status")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["award_id", "-entry_seq"], name="award_row_newest"),
            models.Index(fields=["entry_seq"], name="award_row_by_entry"),
        ]


class PaymentRow(models.Model):
    """Money that reached her. One written by mistake is taken back by a further row of the same day, below nought."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    award_id = models.UUIDField()
    paid_on = models.DateField()
    amount = models.BigIntegerField()
    way = models.CharField(max_length=16, choices=PaymentWay.choices())
    undoes = models.UUIDField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "award_id", "paid_on", "amount", "way", "undoes",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["award_id"], name="payment_by_award"),
            models.Index(fields=["entry_seq"], name="payment_by_entry"),
        ]
        constraints = [models.UniqueConstraint(fields=["undoes"], name="payment_undone_once")]
