"""A report and its frozen versions, its way up, the parts asked of others, its proposals."""

from __future__ import annotations

from typing import Any

from django.db import models

from lachan.base.ids import new_id
from lachan.reports.rules import (
    Basis,
    Line,
    PartStatus,
    ProposalStatus,
    ReportKind,
    ReportStatus,
    RoundStatus,
    SubmissionStatus,
)

KEPT = ("id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on")


class Kept(models.Model):
    """What every record of this room shows of itself to checks, journal and lists."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()

    class Meta:
        abstract = True


def _known(name: str, statuses: Any) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(status__in=[s.value for s in statuses]), name=name)


class Report(Kept):
    """``round_id``: the round whose frozen reports it sums, when its basis is reports."""

    status = models.CharField(max_length=32, choices=ReportStatus.choices())
    kind = models.CharField(max_length=20, choices=ReportKind.choices())
    basis = models.CharField(max_length=20, choices=Basis.choices(), default=str(Basis.RECORDS))
    period_code = models.CharField(max_length=12)
    as_of = models.DateField()
    plan_id = models.UUIDField(null=True)
    round_id = models.UUIDField(null=True)
    head = models.JSONField(default=dict)
    narrative = models.JSONField(default=dict)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*KEPT, "kind", "basis", "period_code", "as_of", "plan_id", "round_id", "head", "narrative")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-opened_on"], name="report_by_province"),
            models.Index(fields=["holder_id", "-opened_on"], name="report_by_holder"),
        ]
        constraints = [_known("report_status_known", ReportStatus)]


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


class DigitalSignature(models.Model):
    """A detached signature over the PDF of one version: who, when, and the file of it as the signing tool gave it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    version = models.IntegerField()
    entry_seq = models.BigIntegerField()
    signed_at = models.DateTimeField()
    signer = models.CharField(max_length=80)
    signed_sha256 = models.CharField(max_length=64)
    signature = models.BinaryField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "report_id", "version", "entry_seq", "signed_at", "signer", "signed_sha256", "signature")
        PERSONAL = ()
        SECRET = ()


class Round(Kept):
    """A receiving agency asks for the reports of one kind and period, by a day, from the agencies that owe them."""

    status = models.CharField(max_length=32, choices=RoundStatus.choices())
    kind = models.CharField(max_length=20, choices=ReportKind.choices())
    period_code = models.CharField(max_length=12)
    due_on = models.DateField()
    line = models.CharField(max_length=20, choices=Line.choices())
    brief = models.TextField(blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*KEPT, "kind", "period_code", "due_on", "line", "brief")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["holder_id", "-opened_on"], name="round_by_holder")]
        constraints = [_known("round_status_known", RoundStatus)]


class Owed(models.Model):
    """One agency that owes the round a report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="owed")
    agency_id = models.UUIDField(db_index=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "round", "agency_id")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "agency_id"], name="round_owed_once")]


class Submission(Kept):
    """A signed version as it arrived at the level above: held by the receiver, recorded by the sender.

    It carries its own copy of the frozen content, since it may have come as a file from another installation;
    ``place_code`` is the area the figures are about.
    """

    status = models.CharField(max_length=32, choices=SubmissionStatus.choices())
    report_id = models.UUIDField(null=True, db_index=True)
    round_id = models.UUIDField(null=True, db_index=True)
    line = models.CharField(max_length=20, choices=Line.choices())
    kind = models.CharField(max_length=20, choices=ReportKind.choices())
    period_code = models.CharField(max_length=12)
    version = models.IntegerField()
    sent_at = models.DateTimeField()
    sender_code = models.CharField(max_length=40)
    sender_kind = models.CharField(max_length=20)
    sender_name = models.CharField(max_length=200)
    place_code = models.CharField(max_length=5)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            *KEPT, "report_id", "round_id", "line", "kind", "period_code", "version", "sent_at", "sender_code",
            "sender_kind", "sender_name", "place_code", "content", "sha256", "reason",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["holder_id", "-sent_at"], name="submission_by_holder"),
            models.Index(fields=["origin_id", "-sent_at"], name="submission_by_origin"),
        ]
        constraints = [
            _known("submission_status_known", SubmissionStatus),
            models.UniqueConstraint(fields=["holder_id", "sender_code", "sha256"], name="submission_once"),
        ]


class Question(models.Model):
    """What the receiver asks about one cell of a report, and the sender's answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="questions")
    cell = models.CharField(max_length=120)
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "submission", "cell", "text", "asked_at", "answer", "answered_at")
        PERSONAL = ()
        SECRET = ()


class Part(Kept):
    """One section of a report that another agency writes: held by it, recorded by the agency that reports."""

    status = models.CharField(max_length=32, choices=PartStatus.choices())
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField(max_length=60)
    due_on = models.DateField()
    brief = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*KEPT, "report", "section", "due_on", "brief", "text", "reason")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["holder_id", "due_on"], name="part_by_holder")]
        constraints = [_known("part_status_known", PartStatus)]


class Proposal(Kept):
    """A kiến nghị: what is asked, of whom. Held by the agency it asks where that one works here, else by its author."""

    status = models.CharField(max_length=32, choices=ProposalStatus.choices())
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposals")
    to_name = models.CharField(max_length=200)
    text = models.TextField()
    sent_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*KEPT, "report", "to_name", "text", "sent_on", "answer", "answered_on")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["origin_id", "status"], name="proposal_by_origin")]
        constraints = [_known("proposal_status_known", ProposalStatus)]
