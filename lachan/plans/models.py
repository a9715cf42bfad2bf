"""Plan documents as read and corrected, plans with their targets (in versions), tasks, duties and budget lines."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.plans.rules import AgencyRole, DocumentStatus, PlanStatus, StepKind, TaskStatus


class PlanDocument(models.Model):
    """A document and what was read in it; ``corrected`` is what people made of it (``plans/corrected.py``).

    ``version`` counts the steps of correction; ``approved_version`` is the one a plan was made from. While it is
    being read, ``pages_read`` of ``page_count`` are done, and ``claimed_at`` is when whoever reads it last gave a sign;
    ``failure`` says why one could not be read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=DocumentStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    read_at = models.DateTimeField()
    read_seconds = models.FloatField()
    file_id = models.UUIDField(null=True)
    plan_id = models.UUIDField(null=True)
    title = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    text = models.TextField()
    reading = models.JSONField()
    corrected = models.JSONField()
    approved_version = models.IntegerField(null=True)
    pages_read = models.IntegerField(default=0)
    page_count = models.IntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    failure = models.TextField(blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "read_at",
            "read_seconds", "file_id", "plan_id", "title", "version", "text", "reading", "corrected",
            "approved_version", "pages_read", "page_count", "claimed_at", "attempts", "failure",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["province_code", "status", "-opened_on", "-id"], name="plandoc_by_province")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in DocumentStatus]), name="plandoc_status_known"
            )
        ]


class ReviewStep(models.Model):
    """One correction of a reading, append-only. ``writes``: [finding, field, before, after] each; ``undoes``: the
    number of the step that this one takes back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="steps")
    number = models.IntegerField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    account_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=StepKind.choices())
    key = models.CharField(max_length=20)
    writes = models.JSONField()
    undoes = models.IntegerField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "document", "number", "entry_seq", "recorded_at", "account_id", "kind", "key", "writes", "undoes",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="review_step_number"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in StepKind]), name="review_step_kind_known"
            ),
        ]


class ReviewSeen(models.Model):
    """That a person looked at a finding of a reading."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="seen")
    key = models.CharField(max_length=20)
    account_id = models.UUIDField()
    seen_at = models.DateTimeField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "document", "key", "account_id", "seen_at")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="review_seen_once")]


class Plan(models.Model):
    """``period_start`` and ``period_end`` as the document says them: a year or a year and month. ``parent_id``: the
    plan of the level above that this one carries out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=PlanStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    document_id = models.UUIDField(null=True)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200, blank=True)
    issuer_id = models.UUIDField(null=True)
    issued_on = models.DateField(null=True)
    level = models.CharField(max_length=20, blank=True)
    period_start = models.CharField(max_length=10, blank=True)
    period_end = models.CharField(max_length=10, blank=True)
    first_year = models.IntegerField()
    last_year = models.IntegerField()
    adopted_at = models.DateTimeField()
    parent_id = models.UUIDField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "document_id",
            "number", "title", "issuer", "issuer_id", "issued_on", "level", "period_start", "period_end", "first_year",
            "last_year", "adopted_at", "parent_id",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-last_year", "-id"], name="plan_by_province"),
            models.Index(fields=["parent_id"], name="plan_by_parent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in PlanStatus]), name="plan_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="plan_years_in_order"
            ),
        ]


class Objective(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    position = models.IntegerField()
    section = models.CharField(max_length=40, blank=True)
    text = models.TextField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "plan", "position", "section", "text")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="objective_position")]


class Target(models.Model):
    """What stays of a target; what was assigned stands in its versions, so that a past day shows the past level.

    ``finding``: its key in the document it was read from, so that a correction of the reading finds it again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    position = models.IntegerField()
    section = models.CharField(max_length=40, blank=True)
    finding = models.CharField(max_length=20, blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "plan", "position", "section", "finding")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="target_position")]


class TargetVersion(models.Model):
    """Append-only. ``indicator``: the code that computes it, empty while not connected. ``is_withdrawn``: from then on
    the plan no longer holds this target."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="versions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    comparator = models.CharField(max_length=2)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    subject = models.TextField()
    by = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    indicator = models.CharField(max_length=60, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "target", "plan", "entry_seq", "recorded_at", "comparator", "value", "unit", "subject", "by", "kind",
            "indicator", "is_withdrawn",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["plan", "-entry_seq"], name="target_version_by_plan")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comparator__in=["=", ">", ">=", "<", "<="]), name="target_comparator_known"
            )
        ]


class Task(models.Model):
    """``deadline_raw`` is what the document writes; ``due_on`` is that day, or the plan's last where there is none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=TaskStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    position = models.IntegerField()
    path = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    role = models.CharField(max_length=20, blank=True)
    deadline_raw = models.CharField(max_length=200, blank=True)
    deadline_on = models.DateField(null=True)
    due_on = models.DateField()
    themes = models.JSONField(default=list)
    is_request = models.BooleanField(default=False)
    finding = models.CharField(max_length=20, blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "plan",
            "position", "path", "text", "role", "deadline_raw", "deadline_on", "due_on", "themes", "is_request",
            "finding",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "status", "due_on", "id"], name="task_by_province"),
            models.Index(fields=["holder_id", "status", "due_on"], name="task_by_holder"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="task_position"),
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in TaskStatus]), name="task_status_known"
            ),
        ]


class TaskAgency(models.Model):
    """An agency named in a task: as printed, and as found in the directory (one agency, or a group by its code)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="agencies")
    role = models.CharField(max_length=10, choices=AgencyRole.choices())
    position = models.IntegerField()
    name = models.CharField(max_length=200)
    agency_id = models.UUIDField(null=True)
    group = models.CharField(max_length=10, blank=True)
    province_code = models.CharField(max_length=2)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "task", "role", "position", "name", "agency_id", "group", "province_code")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "role"], name="task_agency_by_agency"),
            models.Index(fields=["province_code", "group"], name="task_agency_by_group"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in AgencyRole]), name="task_agency_role_known"
            )
        ]


class Duty(models.Model):
    """A report or plan owed. ``reporters`` as printed; ``owed_by`` the ids of those found in the directory."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    position = models.IntegerField()
    what = models.CharField(max_length=20)
    cycle = models.CharField(max_length=60, blank=True)
    due_raw = models.CharField(max_length=120, blank=True)
    reporters = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    via = models.JSONField(default=list)
    onward = models.JSONField(default=list)
    owed_by = models.JSONField(default=list)
    finding = models.CharField(max_length=20, blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "plan", "position", "what", "cycle", "due_raw", "reporters", "recipients", "via", "onward", "owed_by",
            "finding",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="duty_position")]


class DutyOccurrence(models.Model):
    """One time a duty falls due; undated where the document writes no day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="occurrences")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    label = models.CharField(max_length=120)
    period_code = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "duty", "plan", "label", "period_code", "due_on")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["plan", "due_on"], name="occurrence_by_plan")]


class ReportSent(models.Model):
    """That an agency sent what it owed at one occurrence. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    occurrence = models.ForeignKey(DutyOccurrence, on_delete=models.PROTECT, related_name="sent")
    agency_id = models.UUIDField()
    sent_on = models.DateField()
    recorded_at = models.DateTimeField()
    entry_seq = models.BigIntegerField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "occurrence", "agency_id", "sent_on", "recorded_at", "entry_seq")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "agency_id"], name="report_sent_once")]


class BudgetLine(models.Model):
    """An amount with its unit, or a source in words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    position = models.IntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    unit = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "plan", "position", "value", "unit", "text")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="budget_position")]
