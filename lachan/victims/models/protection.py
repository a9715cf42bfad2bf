"""Protection of a person: the danger and the measures as codes, the decision, the safe place and the plan sealed."""

from __future__ import annotations

from django.db import models

from lachan.vault.fields import SealedField
from lachan.victims.models.care import OF_A_FILE, OfAFile
from lachan.victims.models.file import Version
from lachan.victims.protection_rules import EndReason, ProtectionStatus


class Protection(OfAFile):
    """``holder_id``: who decides and protects. Measures are codes of the law's list; the newest review counts."""

    status = models.CharField(max_length=10, choices=ProtectionStatus.choices())
    protected = models.CharField(max_length=40)
    threats = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    asked_on = models.DateField()
    decided_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices(), blank=True)
    decision_number = SealedField(null=True)
    safe_place = SealedField(null=True)
    safety_plan = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            *OF_A_FILE, "protected", "threats", "measures", "asked_on", "decided_on", "review_on", "ended_on",
            "end_reason",
        )  # fmt: skip
        PERSONAL = ("decision_number",)
        SECRET = ("safe_place", "safety_plan")

    class Meta:
        indexes = [models.Index(fields=["province_code", "status", "review_on"], name="protection_to_review")]


class ProtectionProfile(Version):
    """What statistics divide protections by, as known on a day."""

    protected = models.CharField(max_length=40)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "protected")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="protection_profile_newest")]
