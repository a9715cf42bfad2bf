"""One notice: to an agency, about a record, because of a verb."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id


class Notice(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_id = models.UUIDField()
    verb = models.CharField(max_length=48)
    record_kind = models.CharField(max_length=16)
    record_id = models.UUIDField()
    record_code = models.CharField(max_length=32)
    from_agency_id = models.UUIDField()
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "agency_id", "verb", "record_kind", "record_id", "record_code", "from_agency_id", "made_at",
            "seen_at",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "-made_at"], condition=models.Q(seen_at=None), name="notice_unseen")
        ]
