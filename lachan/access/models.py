"""Shares: which agencies a record is open to, by holding, recording, referral or oversight; dated and revocable."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id


class Share(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_kind = models.CharField(max_length=16)
    record_id = models.UUIDField()
    agency_id = models.UUIDField()
    purpose = models.CharField(max_length=40)
    opened_on = models.DateField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_kind", "record_id", "agency_id", "purpose", "opened_on", "granted_at", "revoked_at",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_id", "agency_id"], condition=models.Q(revoked_at=None), name="share_live_once"
            )
        ]
        indexes = [
            models.Index(fields=["agency_id", "record_kind", "-opened_on"], name="share_by_agency"),
            models.Index(fields=["record_id"], name="share_by_record"),
            models.Index(
                fields=["agency_id", "record_kind", "record_id"],
                condition=models.Q(revoked_at=None),
                name="share_open_of_agency",
            ),
        ]
