"""A tip, its sealed words, and the append-only versions of what statistics divide it by."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.tips.rules import Channel, Suspicion, TipKind, TipStatus
from lachan.vault.fields import SealedField


class Tip(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=TipStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    received_at = models.DateTimeField()
    opened_on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel.choices())
    kind = models.CharField(max_length=20, choices=TipKind.choices())
    suspicion = models.CharField(max_length=20, choices=Suspicion.choices())
    case_id = models.UUIDField(null=True)
    informant_name = SealedField(null=True)
    informant_phone = SealedField(null=True)
    informant_address = SealedField(null=True)
    refusal_reason = SealedField(null=True)
    summary = SealedField(null=True)
    phone_digest = models.BinaryField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "received_at", "opened_on",
            "channel", "kind", "suspicion", "case_id",
        )  # fmt: skip
        PERSONAL = ("informant_name", "informant_phone", "informant_address", "refusal_reason", "phone_digest")
        SECRET = ("summary",)
        DIGESTS = ("phone_digest",)

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-opened_on", "-id"], name="tip_by_province"),
            models.Index(fields=["province_code", "status", "-opened_on"], name="tip_by_status"),
            models.Index(fields=["phone_digest"], name="tip_by_phone"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=[s.value for s in TipStatus]), name="tip_status_known")
        ]


class TipProfile(models.Model):
    """One version of a tip's coded attributes; the newest known on a day is the one that day's figures use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    suspicion = models.CharField(max_length=20)
    place_code = models.CharField(max_length=5)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "channel", "kind", "suspicion", "place_code",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="tip_profile_by_record")]
