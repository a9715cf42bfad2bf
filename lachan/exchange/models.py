"""A public release: which fixed table of which period, and, once published, exactly the cells that went out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lachan.base.ids import new_id
from lachan.exchange.rules import ReleaseStatus


class Release(models.Model):
    """``content`` is empty until published; then it is never changed, and ``sha256`` says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=ReleaseStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    table = models.CharField(max_length=40)
    indicator = models.CharField(max_length=60)
    period_code = models.CharField(max_length=12)
    as_of = models.DateField()
    proposed_by = models.UUIDField()
    published_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    class Sensitivity:
        PUBLIC = ("content", "sha256")
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "table",
            "indicator", "period_code", "as_of", "proposed_by", "published_on", "reason",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-opened_on"], name="release_by_province"),
            models.Index(fields=["province_code", "indicator"], name="release_by_indicator"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["province_code", "table", "period_code"],
                condition=~Q(status=ReleaseStatus.DECLINED.value),
                name="release_once",
            )
        ]
