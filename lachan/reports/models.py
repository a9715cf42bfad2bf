"""A report and its frozen versions; a version is never changed."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.reports.rules import ReportKind, ReportStatus


class Report(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=ReportStatus.choices())
    kind = models.CharField(max_length=20, choices=ReportKind.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    period_code = models.CharField(max_length=12)
    as_of = models.DateField()
    plan_id = models.UUIDField(null=True)
    head = models.JSONField(default=dict)
    narrative = models.JSONField(default=dict)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "kind", "holder_id", "origin_id", "province_code", "area_code", "opened_on",
            "period_code", "as_of", "plan_id", "head", "narrative",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-opened_on"], name="report_by_province"),
            models.Index(fields=["holder_id", "-opened_on"], name="report_by_holder"),
        ]


class ReportVersion(models.Model):
    """What was signed: the whole content as data, its SHA-256, and how it differs from the version before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    entry_seq = models.BigIntegerField()
    made_at = models.DateTimeField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "report", "number", "entry_seq", "made_at", "content", "sha256", "reason", "changes")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]
