"""A person carried on to another agency for a service."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.victims.models.file import Version
from lachan.victims.referral_rules import ConsentBy, ConsentState, ReferralPurpose, ReferralStatus


class Referral(models.Model):
    """A person carried on to an agency for a service. Held by the recipient, recorded by the sender."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=ReferralStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    victim_id = models.UUIDField(db_index=True)
    service = models.CharField(max_length=40)
    opened_on = models.DateField()
    sent_at = models.DateTimeField()
    consent_by = models.CharField(max_length=20, choices=ConsentBy.choices())
    consented_on = models.DateField()
    consent_fields = models.JSONField(default=list)
    consent_until = models.DateField(null=True)
    consent_ended_on = models.DateField(null=True)
    purpose = models.CharField(max_length=20, choices=ReferralPurpose.choices(), default=ReferralPurpose.SUPPORT.value)
    handed_over_on = models.DateField(null=True)
    opens_file = models.BooleanField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "victim_id", "service",
            "opened_on", "sent_at", "consent_by", "consented_on", "consent_fields", "consent_until",
            "consent_ended_on", "purpose", "handed_over_on", "opens_file",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="referral_newest"),
            models.Index(fields=["province_code", "-opened_on", "-id"], name="referral_by_province"),
            models.Index(fields=["province_code", "status", "-opened_on", "-id"], name="referral_by_status"),
            models.Index(
                fields=["consent_until"], condition=models.Q(consent_ended_on=None), name="referral_consent_ends"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in ReferralStatus]), name="referral_status_known"
            )
        ]


class ConsentRow(Version):
    """One saying of consent for one recipient: given, renewed, narrowed, withdrawn, run out. Never changed."""

    said_on = models.DateField()
    state = models.CharField(max_length=10, choices=ConsentState.choices())
    said_by = models.CharField(max_length=20, choices=ConsentBy.choices())
    purpose = models.CharField(max_length=20, choices=ReferralPurpose.choices())
    fields = models.JSONField(default=list)
    until = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "said_on", "state", "said_by", "purpose", "fields", "until",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="consent_by_referral")]
